-- Goods are sent from a place that may send them there, and in that way.
--
-- kind: choice
-- severity: S2
-- handoff: order>warehouse
-- customer: waits for a parcel that has to be sent again from elsewhere
-- says: Order {order_id}, parcel {parcel_id}: {sku} left from {location} for {country}, and none of its {declared_min} permissions covers that.
-- applies: handovers_min > 0 and declared_min > 0 and places_max < 2
-- source: Magento enabled sources; Fluent Commerce inactive virtual positions; Shopify stay within destination market
select order_id, parcel_id, line_id, sku, location, country, declared_min, permits_max
from parcel_places
where permits_max < 1
