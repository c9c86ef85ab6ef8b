-- No more units are sold than ever came in, unless the rest is called backordered.
--
-- kind: promise
-- severity: S1
-- handoff: checkout>order
-- customer: has paid for a unit that does not exist
-- says: {sku}: {wanted_min} units paid for and called neither backordered nor cancelled, {supply_max} ever came in.
-- applies: wanted_min > 0 and strangers_max < 1 and opened_at_max <= first_at_min
-- tolerance: 0
-- source: Saleor #543; Magento #6363; Vendure #3508; django-shop #888 (each oversold by concurrent orders)
select sku, wanted_min, supply_max, wanted_at_max
from sku_supply
where wanted_min > supply_max + $tolerance
  and awaited_until_min > wanted_at_max + $deadline_allocate
