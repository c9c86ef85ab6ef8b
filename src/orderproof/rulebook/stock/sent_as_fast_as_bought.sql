-- A parcel goes at least as fast as the customer paid for.
--
-- kind: choice
-- severity: S1
-- handoff: warehouse>carrier
-- customer: paid for express and waits as long as everybody else
-- says: Order {order_id}, parcel {parcel_id}: bought {bought}, sent {method}.
-- applies: handovers_min > 0 and purchases_min > 0
-- source: Vendure and Spree shipping rates; service levels of carriers
select order_id, parcel_id, bought, method, sent_rank_min, bought_rank_max
from sent_methods
where sent_rank_min > bought_rank_max
