-- Shipping costs what the list says for the method that was chosen.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: is charged another price for shipping than the one on the list
-- says: Order {order_id}: {shipping:money} for {shipping_method}, which is none of its prices.
-- applies: declared_min > 0
-- source: PR-019; commercetools and Saleor shipping methods with their prices by zone and tier
-- plants: shipping-dearer-than-listed
select order_id, source, row_id, currency, shipping_method, shipping
from shipping_told
where fitting_max < 1 and reductions_max < 1
