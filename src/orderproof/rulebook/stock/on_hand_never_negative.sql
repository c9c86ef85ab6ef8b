-- Nobody is sold a unit that was never there: a shelf cannot hold fewer than no units.
--
-- kind: law
-- severity: S2
-- handoff: order>warehouse
-- customer: is shown goods that are not there, and waits for them
-- says: {sku} at {location}: at its lowest the shelf held {on_hand_lowest_max} units at most.
-- applies: openings_min > 0 and opened_at_max <= used_at_min
-- source: Solidus count_on_hand validation; Magento #6363 (14 units oversold by concurrent checkouts)
-- plants: reserve-without-lock
select sku, location, on_hand_lowest_min, on_hand_lowest_max, opened_at_max
from stock_balance
where on_hand_lowest_max < 0
