-- Older stock figures never take the place of newer ones.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: buys on one channel what was sold on another, because an old figure came last
-- says: {sku} on {surface}: a level as of {as_of:time} was told after one as of {newest_at_min:time}.
-- source: CloudEvents sequence; inventory feeds that arrive out of order
select sku, location, channel, surface, source, row_id, as_of, newest_at_min
from levels_in_order
where newest_at_min > as_of + staleness
