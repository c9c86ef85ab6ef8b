-- The level that a page tells is what came in less what went out.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: buys what is not there, or is refused what is
-- says: {sku} at {location}: {units} units told, the moves leave between {lowest_min} and {highest_max}.
-- applies: figure = 'on_hand' and openings_min > 0 and opened_at_max <= used_at_min
-- source: Vendure stock movements; Spree 6 stock movement kinds; OCA connector-magento #226
-- plants: scrap-goes-on-the-shelf
select sku, location, source, row_id, figure, units, lowest_min, highest_max
from stock_told_against_moves
where units < lowest_min or units > highest_max
