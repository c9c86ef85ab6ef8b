-- What can be bought is for sale.
--
-- kind: choice
-- severity: S2
-- handoff: checkout>order
-- customer: buys what is no longer sold, and gets a cancellation instead
-- says: Order {order_id}, line {line_id}: {sku} could be bought, though no listing offered it there by {bought_at_max:time}.
-- applies: refused_min + offered_min > 0
-- source: Saleor channel listings; Shopify publications; Vendure checkAllVariantsExist; Northwind (228 lines of discontinued products)
select order_id, line_id, sku, bought_at_max, refused_min, offered_max
from sold_lines
where offered_max < 1
