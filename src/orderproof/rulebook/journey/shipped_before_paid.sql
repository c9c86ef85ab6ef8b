-- Goods that are sold for money up front leave after the money was promised.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: is asked for money after the goods came; the merchant may never see it
-- says: Order {order_id} was handed over by {handed_over_at_max:time}; paying began {paid_at_min:time} at the earliest.
-- applies: orders_min > 0 and handovers_min > 0 and excuses_max < 1 and coalesce(worth_min, 0) - discounted_max > 0
-- source: Vendure checkPaymentsCoverTotal; Saleor allow_unpaid; Olist (74 of 4,998 handed over before approval)
select order_id, currency, coalesce(worth_min, 0) - discounted_max as at_risk, handed_over_at_max, paid_at_min
from placed_orders
left join order_parcels using (order_id)
left join payment_starts using (order_id)
left join payment_excuses using (order_id)
left join order_lines using (order_id)
where handed_over_at_max < paid_at_min
