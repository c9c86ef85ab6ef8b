-- What was sold on a marketplace becomes an order here in time.
--
-- kind: promise
-- severity: S1
-- handoff: order>channel
-- customer: paid the marketplace, and nobody here knows of it
-- says: {channel} sold {external_ref} by {exported_at_max:time}, and no order here bears that name.
-- applies: exports_min > 0 and called_off_max < 1
-- source: WF-002; onX order capture; Shopify asks for reconciliation jobs, as webhooks may be lost
select external_ref, channel, exported_at_max
from channel_exports
where imports_max + unnamed_max < 1 and $as_of > exported_at_max + $deadline_import
