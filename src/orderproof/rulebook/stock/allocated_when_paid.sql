-- What a customer has paid for is kept for them in time, all of it.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: has paid for goods that somebody else can still buy
-- says: Order {order_id}, line {line_id}: paid by {paid_up_at_max:time}, {allocated_max} of {ordered_min} kept.
-- applies: totals_min > 0 and paid_min >= total_max and ordered_min - set_aside_max > 0 and components_max < 1 and excuses_max < 1 and held_max < 1
-- source: Vendure #4930 (a paid order allocated in part, silently)
-- plants: allocates-short
select order_id, line_id, paid_up_at_max, ordered_at_max, ordered_min, set_aside_max, allocated_max, shipped_max,
  allocated_at_min
from line_allocations
left join full_payments using (order_id)
left join shipping_excuses using (order_id)
where allocated_at_min > greatest(paid_up_at_max, ordered_at_max) + $deadline_allocate
  or (
    ordered_min - set_aside_max > greatest(allocated_max, shipped_max)
    and kept_until_min > greatest(paid_up_at_max, ordered_at_max) + $deadline_allocate
  )
