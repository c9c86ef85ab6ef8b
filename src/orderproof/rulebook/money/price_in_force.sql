-- Goods cost what the list says on the day they are bought.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: is charged another price than the one on the list
-- says: Order {order_id}, line {line_id}: {unit_price:money} for {sku}; the list says {dearest_price:money} at most.
-- applies: listed_min > 0
-- source: PR-005; Spree price lists and price history; 658 lines of Northwind, none of Chinook
select
  order_id,
  line_id,
  row_id,
  currency,
  greatest(unit_price - dearest_price, 0) * quantity as at_risk,
  sku,
  quantity,
  unit_price,
  cheapest_price,
  dearest_price
from priced_lines
where fitting_max < 1
