-- When the first message went out that stands, by the declared policy, for something placed, shipped, delivered, to be
-- collected, cancelled or refunded.
-- key: order_id
select
  n.order_id,
  count_of(p.cause in ('placed', 'confirmed')) as placed_notices,
  first_of(happened, p.cause in ('placed', 'confirmed')) as told_placed_at,
  count_of(p.cause = 'shipped') as shipped_notices,
  first_of(happened, p.cause = 'shipped') as told_shipped_at,
  count_of(p.cause = 'delivered') as delivered_notices,
  first_of(happened, p.cause = 'delivered') as told_delivered_at,
  count_of(p.cause = 'ready_for_pickup') as ready_notices,
  first_of(happened, p.cause = 'ready_for_pickup') as told_ready_at,
  count_of(p.cause = 'cancelled') as cancelled_notices,
  first_of(happened, p.cause = 'cancelled') as told_cancelled_at,
  count_of(p.cause = 'refunded') as refunded_notices,
  first_of(happened, p.cause = 'refunded') as told_refunded_at,
  $as_of as recorded_until_min,
  $never as recorded_until_max
from notices as n
join profile_notices as p on p.template = n.template
where n.event = 'sent'
group by n.order_id
