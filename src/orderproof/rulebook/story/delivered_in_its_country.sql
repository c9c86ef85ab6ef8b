-- A parcel is delivered in the country that its order goes to.
--
-- kind: law
-- severity: S1
-- handoff: carrier>customer
-- customer: is told that a parcel was delivered, to somebody far away
-- says: Parcel {parcel_id} of order {order_id} was delivered in {country}, to which nothing of the order goes.
-- applies: landings_min > 0 and namings_min > 0 and sent_back_max < 1
-- source: UPU EMSEVT (an event names its country); a carrier may use a number again for somebody else's parcel
select order_id, parcel_id, country, landings_min
from delivery_countries
where matches_max < 1
