-- When an order was last told to be over, and last told to be anything else; how often it was told to be called off.
-- `calls_off` are endings without a delivery.
-- key: order_id
select
  s.order_id,
  last_of(happened, t.canonical is not null) as over_at,
  last_of(happened, t.canonical is null) as open_at,
  count_of(s.canonical = 'cancelled') as cancellations,
  count_of(
    s.canonical in ('cancelled', 'expired', 'failed', 'voided', 'refunded', 'declined', 'rejected', 'closed', 'picked_up')
  ) as calls_off,
  count_of(
    s.canonical in (
      'cancelled', 'expired', 'failed', 'voided', 'refunded', 'declined', 'rejected', 'returned', 'charged_back',
      'delivered', 'completed', 'closed', 'ready_for_pickup', 'picked_up'
    )
  ) as endings
from statuses as s
left join profile_terminal as t on t.object_type = 'order' and t.canonical = s.canonical
where s.object_type = 'order'
group by s.order_id
