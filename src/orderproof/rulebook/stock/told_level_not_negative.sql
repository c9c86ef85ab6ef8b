-- No page says that fewer than no units lie on the shelf.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: cannot trust what a page says of stock
-- says: {sku}: a level of {on_hand} units was told.
-- applies: on_hand is not null
-- source: Solidus count_on_hand validation; Northwind (0 of 77)
select sku, location, source, row_id, on_hand
from stock_told
where on_hand < 0
