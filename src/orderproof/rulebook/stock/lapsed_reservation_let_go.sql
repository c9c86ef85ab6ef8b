-- A reservation that has run out keeps goods from nobody.
--
-- kind: promise
-- severity: S1
-- handoff: order>channel
-- customer: is told that goods are sold out which lie there for a buyer who went away
-- says: Reservation {reservation_id} of {sku} ran out at {lapses_at_max:time} and held on until {freed_at_min:time} at least.
-- applies: dated_min > 0 and orders_max < 1
-- source: Spree StockReservation.expires_at; Saleor reserved_until; commercetools reservation expiry
select reservation_id, sku, lapses_at_max, freed_at_min
from dated_reservations
where freed_at_min > lapses_at_max + $deadline_release
