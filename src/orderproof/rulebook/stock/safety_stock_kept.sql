-- The units that are said to be kept back are not promised to customers.
--
-- kind: choice
-- severity: S3
-- handoff: checkout>order
-- customer: is promised the last units, which are kept for what goes wrong
-- says: {sku} at {location}: at most {guarded_lowest_max} units were left free, {safety_min} are kept back.
-- applies: guarded_min > 0 and openings_min > 0 and opened_at_max <= used_at_min
-- source: IBM Inventory Visibility safety stock; Fluent Commerce buffers of virtual positions
select sku, location, guarded_lowest_max, safety_min, backordered_max
from free_stock
left join stock_balance using (sku, location)
where guarded_lowest_max + backordered_max < safety_min
