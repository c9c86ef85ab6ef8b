-- When the first message went out that stands, by the declared policy, for something shipped, and for a refund.
-- key: order_id
select
  n.order_id,
  count_of(p.cause = 'shipped') as shipped_notices,
  first_of(happened, p.cause = 'shipped') as told_shipped_at,
  count_of(p.cause = 'refunded') as refunded_notices,
  first_of(happened, p.cause = 'refunded') as told_refunded_at
from notices as n
join profile_notices as p on p.template = n.template
where n.event = 'sent'
group by n.order_id
