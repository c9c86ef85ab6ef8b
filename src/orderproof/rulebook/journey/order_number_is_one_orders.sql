-- An order number calls one order.
--
-- kind: law
-- severity: S3
-- handoff: checkout>order
-- customer: asks for their order and is told of, or given, somebody else's
-- says: The number {public_number} is that of {orders_min} orders on channel {channel}, among them {first_order} and {last_order}.
-- source: Tryton and Odoo sequences; Magento increment ids by store
select public_number, channel, orders_min, first_order, last_order
from order_numbers
where orders_min > 1
