-- An order stays an order of the channel on which it was bought, under the name that it has there.
--
-- kind: law
-- severity: S3
-- handoff: order>channel
-- customer: nothing at first; the marketplace is told nothing, or of another order, and pays out or taxes wrongly
-- says: Order {order_id} is told on {first_channel_max} and on {last_channel_min}, as {first_ref_max} and as {last_ref_min}.
-- source: Saleor orders belong to one channel; commercetools store of an order (the currency is judged by evidence/one-currency-per-order)
select order_id, first_channel_max, last_channel_min, first_ref_max, last_ref_min
from order_identity
where last_channel_min > first_channel_max or last_ref_min > first_ref_max
