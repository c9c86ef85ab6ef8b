-- An order is in a currency in which its channel has prices.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: pays a number of one currency in another
-- says: Order {order_id} is in {currency}, and {channel} has no price in it.
-- applies: orders_min > 0 and prices_min > 0
-- source: Vendure GHSA-wm63-7627-ch33; Saleor and Medusa currencies of a channel or region
select order_id, channel, currency, prices_min, prices_in_it_max
from channel_currencies
where prices_in_it_max < 1
