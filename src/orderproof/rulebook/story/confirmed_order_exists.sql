-- An order that was confirmed to somebody is an order.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: waits for an order that nobody has
-- says: Order {order_id} was confirmed at {confirmed_at_max:time}, and there is no such order.
-- applies: confirmations_min > 0
-- source: Saleor call_event on commit; outbox pattern (no message of a transaction that was rolled back)
select order_id, confirmed_at_max, placings_max
from confirmed_orders
where placings_max < 1 and recorded_until_min > confirmed_at_max + $deadline_notice
