-- What leaves one shelf for another arrives there in time, or is written off.
--
-- kind: promise
-- severity: S3
-- handoff: order>warehouse
-- customer: waits for goods that are lost between two warehouses
-- says: Transfer {transfer_id}: {sent_min} {sku} left by {sent_at_max:time}, {arrived_max} arrived and {lost_max} were written off.
-- applies: sent_min > 0
-- source: Spree StockTransfer; Shopify incoming inventory
select sku, transfer_id, sent_at_max, sent_min, arrived_max, lost_max
from transfers
where sent_min > arrived_max + lost_max
  and awaited_until_min > sent_at_max + $deadline_transfer
