-- Goods leave from the place where they were kept for the order.
--
-- kind: choice
-- severity: S2
-- handoff: order>warehouse
-- customer: gets what another buyer's order was to be filled with
-- says: Order {order_id}: {shipped_min} {sku} left from {location}, where {reserved_max} were reserved at most.
-- applies: all_reserved_min >= all_shipped_max and freed_at_min >= first_shipped_at_max
-- source: Shopify fulfillment orders that are moved between locations
-- plants: ships-from-first-warehouse
select order_id, sku, location, shipped_min, reserved_max, brought_max, all_reserved_min
from shipping_places
where shipped_min > reserved_max + brought_max
