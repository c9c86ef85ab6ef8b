-- A correction of stock says who made it, or what led to it.
--
-- kind: law
-- severity: S3
-- handoff: order>books
-- customer: sees nothing of it; the merchant cannot say where the goods went
-- says: {sku} at {location} was corrected by {quantity} units, and nobody says by whom.
-- source: Saleor and Shopify reasons of adjustments
select source, row_id, sku, location, quantity, actor, cause
from stock_corrections
where actor = '' and cause = '' and quantity <> 0
