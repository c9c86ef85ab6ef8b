-- The units that a page offers are those on the shelf that nobody was promised and that are not kept back.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: orders what is not free, or is told that nothing is left
-- says: {sku}: {available} offered; by its own figures ({on_hand} on hand, {reserved} reserved, {safety} kept back) it is {remaining}.
-- applies: available is not null and remaining is not null
-- source: Shopify inventory states; Magento salable quantity
-- plants: offers-what-is-kept
select sku, location, source, row_id, on_hand, reserved, safety, available, remaining
from stock_told
where available < remaining or available > greatest(remaining, 0)
