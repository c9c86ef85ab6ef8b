-- A bundle is ordered with all its parts, as many of each as it is made of.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: buys a set and gets one that lacks a part
-- says: Order {order_id}, line {line_id}: {ordered_max} {sku} take {least_min} to {most_max} {component}; ordered are {parts_min} to {parts_max}.
-- applies: siblings_min > 0 and bills_min > 0
-- source: Medusa #16502; Magento #1698 and #1849 (bundles and their stock)
select order_id, line_id, component, sku, ordered_max, least_min, most_max, parts_min, parts_max
from bundle_parts
where parts_max < least_min or parts_min > most_max
