-- What is kept for one buyer is let go once: an order frees no more units than were reserved for it.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: loses the goods kept for them, because another order freed more than its own
-- says: Order {order_id}: {freed_min} units of {sku} were freed, and {reserved_max} reserved at most.
-- applies: freed_min > 0 and orders_min > 0 and recorded_at_max <= placed_at_min
-- source: Magento inventory #1878, #1849 and #1881 (compensated twice); Vendure #1557
-- plants: cancel-releases-twice
select order_id, sku, reserved_max, freed_min, loose_reserved_max
from order_reservations
where freed_min > reserved_max + loose_reserved_max
