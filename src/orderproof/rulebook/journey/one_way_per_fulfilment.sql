-- What is sent as one fulfilment leaves from one place for one address.
--
-- kind: law
-- severity: S2
-- handoff: order>warehouse
-- customer: is told of one shipment, and a part of it comes from, or goes, elsewhere
-- says: Fulfilment {fulfilment_id} of order {order_id} left from {first_place_max} and {last_place_min}, for as many addresses as there are names in {addresses}.
-- applies: handovers_min > 0
-- source: Shopify fulfilment order assignedLocation; one origin and one destination a fulfilment order
select
  order_id, fulfilment_id, first_place_max, last_place_min, first_address_max || ', ' || last_address_min as addresses
from fulfilment_ends
where last_place_min > first_place_max or last_address_min > first_address_max
