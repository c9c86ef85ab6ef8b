-- What a page offers is what the moves of the goods leave free.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: buys on one channel what was sold on another, or is refused what is there
-- says: {sku}: {units} units offered, the moves leave between {lowest_min} and {highest_max}.
-- applies: mode = 'told' and strangers_max < 1
-- source: Magento salable quantity and its index; Fluent Commerce virtual positions; django-oscar num_allocated
-- plants: offers-what-is-kept
-- tolerance: 0
select sku, location, source, row_id, mode, units, lowest_min, highest_max
from offers_against_moves
where units < lowest_min - $tolerance or units > greatest(highest_max, 0) + $tolerance
