-- No page says that fewer than no units lie on the shelf.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: cannot trust what a page says of stock
-- says: {sku}: a level of {on_hand} units was told.
-- applies: on_hand is not null
-- source: IV-008; Magento #6363
select sku, location, source, row_id, on_hand
from stock_told
where on_hand < 0
