-- While an order is held, nothing of it leaves and nothing is charged.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: is charged for, or sent, what was stopped: a fraud, a wrong address, a change under way
-- says: Order {order_id} was held from {held_at_max:time} until {freed_at_min:time}; {moved_min} parcels or captures fall inside.
-- source: Shopify fulfilment order ON_HOLD; Magento holded; Sterling order holds
select order_id, hold_id, held_at_max, freed_at_min, moved_min
from hold_spans
where moved_min > 0
