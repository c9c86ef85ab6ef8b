-- The parts of a bundle leave the shelf with it: none is missing from the parcel, none is taken twice.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: unpacks a set that lacks a part
-- says: Order {order_id}, line {line_id}: the {sku} told as shipped take {due_min} {component}, all of them {most_max}; {left_stock_min} to {left_stock_max} left the shelf.
-- applies: moves_min > 0 and own_moves_max < 1 and bills_min > 0
-- source: Magento #1849 (bundle stock compensated in part); Medusa #16502
select order_id, line_id, component, sku, due_min, most_max, left_stock_min, left_stock_max, loose_left_max
from bundle_parts
where left_stock_max + loose_left_max < due_min or left_stock_min > most_max
