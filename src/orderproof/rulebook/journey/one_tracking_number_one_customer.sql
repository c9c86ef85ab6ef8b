-- A tracking number follows the parcel of one customer.
--
-- kind: law
-- severity: S2
-- handoff: warehouse>carrier
-- customer: follows somebody else's parcel, or gets it
-- says: {carrier} {tracking_number} stands on parcels for {customers_min} customers, of orders {first_order} and {last_order}.
-- tolerance: 180
-- source: UPU S10 (a number may be used again after twelve months; the tolerance is in days); commercetools parcel tracking data
select carrier, tracking_number, customers_min, first_order, last_order
from tracking_owners
where customers_min > 1 and last_left_at_max < first_left_at_min + $tolerance * interval '1' day
