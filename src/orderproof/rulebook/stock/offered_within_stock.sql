-- No page offers more units than it says lie on the shelf.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: buys what is not there, and is told so later
-- says: {sku}: {available} units offered, {on_hand} on hand.
-- applies: available is not null and on_hand is not null
-- source: Magento inventory #2773 (salable above what is there); IBM Inventory Visibility
select sku, location, source, row_id, on_hand, available
from stock_told
where available > greatest(on_hand, 0)
