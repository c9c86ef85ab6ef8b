-- An order that nobody changed is confirmed once.
--
-- kind: promise
-- severity: S2
-- handoff: order>channel
-- customer: fears that they have bought twice
-- says: Order {order_id}: {confirmations_min} `{template}` messages, and nothing of the order was changed.
-- applies: confirmations_min > 0 and edits_max < 1
-- source: Vendure (its filter leaves out orders that come back from Modifying); WooCommerce #27791, #30871
select order_id, template, recipient, medium, confirmations_min
from confirmations
where confirmations_min > 1
