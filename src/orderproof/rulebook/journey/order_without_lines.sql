-- An order is an order for something.
--
-- kind: law
-- severity: S2
-- handoff: checkout>order
-- customer: has an order that nobody can fulfil; it is cancelled after it was accepted
-- says: Order {order_id} exists and has no line.
-- applies: orders_min > 0
-- source: Vendure arrangingPaymentRequiresContents; Olist (775 orders paid without an item)
select order_id, orders_min, coalesce(line_rows_max, 0) as line_rows
from placed_orders
left join order_lines using (order_id)
where coalesce(line_rows_max, 0) < 1
