-- Goods that must not go somewhere are not sent there.
--
-- kind: choice
-- severity: S1
-- handoff: order>warehouse
-- customer: pays for goods that the border, or the law, keeps from them
-- says: Order {order_id}, parcel {parcel_id}: {sku} left from {location} for {country}, which is barred.
-- applies: places_max < 2
-- source: dangerous goods, age limits and embargoes in shipping profiles; Shopify markets
select order_id, parcel_id, line_id, sku, location, country, left_at_min, bars_min
from parcel_places
where bars_min > 0
