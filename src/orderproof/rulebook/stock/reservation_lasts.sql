-- A reservation holds for as long as the customer was told.
--
-- kind: promise
-- severity: S1
-- handoff: order>channel
-- customer: loses what is in the cart while paying for it
-- says: Reservation {reservation_id} of {sku} was to hold until {holds_until_min:time} and was taken at {expired_at_max:time}.
-- applies: dated_min > 0 and expiries_min > 0
-- source: Saleor reserved_until; commercetools reservation expiry
select reservation_id, sku, holds_until_min, expired_at_max
from dated_reservations
where expired_at_max < holds_until_min
