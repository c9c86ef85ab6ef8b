-- Every unit that a customer gets is taken from the shelf once.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: is told that goods are sold out which still lie there
-- says: Order {order_id}, line {line_id}: {given_min} {sku} left the shelf; {ordered_max} ordered, {shipped_max} shipped.
-- applies: line_rows_min > 0 and given_min > 0
-- source: WooCommerce #15773 (stock reduced by each of two payment messages); woocommerce-paypal-payments #4029
select order_id, line_id, sku, given_min, ordered_max, shipped_max, loose_put_back_max
from shipped_stock
where given_min > greatest(ordered_max, shipped_max) + loose_put_back_max
