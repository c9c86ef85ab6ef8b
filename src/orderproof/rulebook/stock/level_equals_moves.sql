-- The level that a page tells is what came in less what went out.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: buys what is not there, or is refused what is
-- says: {sku} at {location}: {on_hand} units told, the moves leave between {lowest_min} and {highest_max}.
-- applies: openings_min > 0 and opened_at_max <= used_at_min
-- source: Vendure stock movements; Spree 6 stock movement kinds; OCA connector-magento #226
-- plants: scrap-goes-on-the-shelf
select sku, location, source, row_id, on_hand, lowest_min, highest_max
from stock_told_against_moves
where on_hand < lowest_min or on_hand > highest_max
