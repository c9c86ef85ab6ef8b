-- What a customer orders is kept for them from the moment it is ordered, or they are told that it is not there.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: has ordered goods that somebody else can still buy
-- says: Order {order_id}, line {line_id}: {ordered_min} {sku} ordered by {ordered_at_max:time}, {reserved_max} kept.
-- applies: ordered_min - set_aside_max > 0 and recorded_at_max <= ordered_at_min and components_max < 1 and excuses_max < 1 and held_max < 1
-- source: commercetools InventoryMode ReserveOnOrder; Vendure StockAllocationStrategy; Magento (on placing)
-- plants: allocates-short
select order_id, line_id, sku, ordered_at_max, ordered_min, set_aside_max, reserved_max, reserved_at_min, shipped_max
from kept_lines
left join shipping_excuses using (order_id)
where reserved_at_min > ordered_at_max + $deadline_reserve
  or (
    ordered_min - set_aside_max > greatest(reserved_max, shipped_max) + loose_reserved_max
    and held_until_min > ordered_at_max + $deadline_reserve
  )
