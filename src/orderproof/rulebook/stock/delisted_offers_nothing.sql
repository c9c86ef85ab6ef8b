-- What cannot be bought on a channel is not offered there.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: puts into the cart what the shop then refuses to sell
-- says: {sku} on {channel}: {available} units offered, though it could not be bought there.
-- applies: refused_min > 0
-- source: marketplace feeds of delisted offers; Magento stock of disabled products
select sku, location, channel, source, row_id, available, refused_min, offered_max
from delisted_offers
where available > 0 and offered_max < 1
