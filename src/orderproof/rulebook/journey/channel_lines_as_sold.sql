-- What came in from a marketplace is what was sold there: these things, so many, at that price.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: gets another thing, another number or another bill than the one they agreed to
-- says: {channel} sold {sold_max} of {sku} under {external_ref}, and {kept_min} to {kept_max} of it came in, at prices up to {kept_price_max}.
-- applies: sold_rows_min > 0 and imports_min > 0 and edits_max < 1
-- source: WF-003; onX order schema
select
  external_ref, channel, sku, sold_min, sold_max, kept_min, kept_max, sold_price_min, sold_price_max, kept_price_min,
  kept_price_max
from channel_lines
where
  kept_min > sold_max
  or kept_max < sold_min
  or kept_price_min > sold_price_max
  or kept_price_max < sold_price_min
