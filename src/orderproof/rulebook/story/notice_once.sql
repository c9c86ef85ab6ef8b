-- One event is told to a customer once.
--
-- kind: promise
-- severity: S2
-- handoff: carrier>customer
-- customer: gets the same message again and wonders what it means
-- says: Order {order_id}: {messages_min} different `{template}` messages for one cause.
-- applies: messages_min > 0
-- source: WooCommerce #13963; woocommerce-gateway-stripe #3414; Spree confirmation_delivered
-- plants: mail-again-under-new-id
select order_id, template, cause_id, medium, recipient, tracking, actor, messages_min
from notice_pairs
where messages_min > 1
