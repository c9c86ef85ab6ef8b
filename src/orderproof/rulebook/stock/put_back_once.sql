-- What left the shelf for an order is put back once, and not while the customer has it.
--
-- kind: claim
-- severity: S2
-- handoff: shipment>return
-- customer: buys goods that another customer has
-- says: Order {order_id}, line {line_id}: {given_max} {sku} are off the shelf at most, and {kept_min} with the customer.
-- applies: line_rows_min > 0 and put_back_min > 0
-- source: Vendure cancelOrder of the unshipped rest of a line; Spree #13219
select order_id, line_id, sku, given_max, kept_min, shipped_min, returned_max,
  loose_given_max
from shipped_stock
where given_max + loose_given_max < kept_min
