-- Goods that are sold for money up front arrive after the money was promised.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: has the goods and is asked for money later; the merchant may never see it
-- says: Order {order_id} was delivered by {delivered_at_max:time}; paying began {paid_at_min:time} at the earliest.
-- applies: orders_min > 0 and deliveries_min > 0 and excuses_max < 1 and coalesce(worth_min, 0) - discounted_max > 0
-- source: Vendure checkPaymentsCoverTotal; Olist (9 of 19,999 delivered before approval)
select order_id, currency, coalesce(worth_min, 0) - discounted_max as at_risk, delivered_at_max, paid_at_min
from placed_orders
left join order_arrivals using (order_id)
left join payment_starts using (order_id)
left join payment_excuses using (order_id)
left join order_lines using (order_id)
where delivered_at_max < paid_at_min
