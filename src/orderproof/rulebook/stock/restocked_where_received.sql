-- Returned goods are put on the shelf of the place where they came in.
--
-- kind: law
-- severity: S2
-- handoff: shipment>return
-- customer: is promised goods from a place that does not have them
-- says: Order {order_id}, line {line_id}: {put_back_min} put back at {location}, where {received_max} came in.
-- applies: put_back_min > 0 and all_received_min >= all_put_back_max
-- source: Shopify restock location of a return; Magento return to stock
select order_id, line_id, location, put_back_min, received_max, unplaced_max
from returns_put_back
where put_back_min > received_max + unplaced_max
