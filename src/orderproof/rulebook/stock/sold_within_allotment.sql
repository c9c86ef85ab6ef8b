-- A channel sells no more than was set aside for it: pre-orders within their number, pools within their share.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: has pre-ordered a unit that was never to be made for them
-- says: {sku} on {channel}: {sold_min} units sold of {units} set aside.
-- applies: sold_min > 0 and others_max < 1
-- source: Saleor PreorderAllocation (threshold for each channel and in total); Fluent Commerce virtual catalogues
select sku, channel, source, row_id, units, sold_min
from allotted_units
where sold_min > units
