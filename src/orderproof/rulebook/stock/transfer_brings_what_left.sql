-- A transfer brings no unit that did not leave: nothing is made on the way.
--
-- kind: law
-- severity: S3
-- handoff: order>warehouse
-- customer: is sold units that exist on paper only
-- says: Transfer {transfer_id}: {arrived_min} {sku} arrived, {sent_max} had left at most.
-- applies: sent_min > 0 and arrived_min > 0
-- source: Spree StockTransfer; Shopify incoming inventory
select sku, transfer_id, sent_max, arrived_min
from transfers
where arrived_min > sent_max
