-- The units that are told to be kept for buyers are those reserved less those let go.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: is sold what others paid for, or refused what lies there for nobody
-- says: {sku} at {location}: {units} units told to be reserved, the moves leave between {lowest_min} and {highest_max}.
-- applies: figure = 'reserved' and ends = 'release' and openings_min > 0 and opened_at_max <= used_at_min
-- source: Saleor Stock.quantity_allocated and its allocations; Vendure stockAllocated (read, then written)
select sku, location, source, row_id, figure, units, lowest_min, highest_max
from stock_told_against_moves
where units < lowest_min or units > highest_max
