-- A change of stock reaches every surface that is told of changes, within the time declared for it.
--
-- kind: promise
-- severity: S1
-- handoff: order>channel
-- customer: buys on one channel what was sold on another long ago
-- says: {sku}: {units} units were still shown when the next figure came, and for too long the moves left between {lowest_min} and {highest_max}.
-- applies: mode = 'shown' and strangers_max < 1
-- source: Shopify inventory webhooks (delays of up to a day); marketplace feeds
-- tolerance: 0
select sku, location, source, row_id, mode, units, lowest_min, highest_max
from offers_against_moves
where units < lowest_min - $tolerance or units > greatest(highest_max, 0) + $tolerance
