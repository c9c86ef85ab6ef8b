-- One unit is in one place: it is not sent again before it came back.
--
-- kind: law
-- severity: S1
-- handoff: warehouse>carrier
-- customer: is told that a unit is on its way which somebody else has
-- says: {sku}, unit {serial}: left {leavings_min} times and came in {comings_max} times at most.
-- applies: leavings_min > 0
-- source: EPCIS object events
select sku, serial, leavings_min, comings_max
from serial_moves
where leavings_min > greatest(comings_max, 1)
