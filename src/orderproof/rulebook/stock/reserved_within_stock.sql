-- Nobody is promised a unit that is not there, unless it is called backordered.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: has bought what somebody else had bought already
-- says: {sku} at {location}: at most {free_lowest_max} units were free after goods were promised; {backordered_max} are backordered.
-- applies: reserves_min > 0 and openings_min > 0 and opened_at_max <= used_at_min
-- source: Vendure #3508; Saleor #543; Magento #6363 (concurrent checkouts)
-- plants: reserve-without-lock, promises-without-looking
select sku, location, free_lowest_max, backordered_max
from free_stock
left join stock_balance using (sku, location)
where free_lowest_max + backordered_max < 0
