-- An order that lines or payments name is one that was placed.
--
-- kind: evidence
-- severity: S4
-- handoff: checkout>order
-- customer: paid for something that nobody knows as an order, or the recording lost their order
-- says: The order {order_id} is not among the orders, yet lines ({lines_naming_min}) and payments ({payments_naming_min}) name it.
-- applies: rows_naming_min > 0
-- source: OCEL 2.0 validation (objects named by events exist)
select order_id, lines_naming_min, payments_naming_min
from named_orders
where placed_max < 1
