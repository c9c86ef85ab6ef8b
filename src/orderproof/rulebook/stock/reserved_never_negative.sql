-- No more units are let go than were ever kept for buyers, at any location and time.
--
-- kind: law
-- severity: S2
-- handoff: order>warehouse
-- customer: is shown goods as free that somebody else was promised
-- says: {sku} at {location}: at its lowest {reserved_lowest_max} units were reserved at most.
-- applies: bookings_min > 0 and openings_min > 0 and opened_at_max <= used_at_min
-- source: Medusa #12401; Vendure #1557
select sku, location, reserved_lowest_min, reserved_lowest_max, opened_at_max
from stock_balance
where reserved_lowest_max < 0
