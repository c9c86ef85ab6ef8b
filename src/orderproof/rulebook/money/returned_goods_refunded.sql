-- Whoever sent goods back that arrived has money back in time, unless something else was agreed.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: has neither the goods nor the money
-- says: Order {order_id}: goods came back by {received_at_max:time}, and no money went back before {paid_back_at_min:time}.
-- applies: captures_min > 0 and coalesce(worth_min, 0) > coalesce(discounted_max, 0)
-- source: WF-092; directive 2011/83/EU articles 13 and 14 (14 days), Spree return items, Shopify refund on return
-- plants: return-gives-nothing-back
select
  order_id,
  currency,
  worth_min - discounted_max as at_risk,
  received_at_max,
  paid_back_at_min,
  worth_min,
  begun_at_min
from order_money
left join goods_received using (order_id)
where paid_back_at_min > received_at_max + $deadline_refund and amended_at_max < begun_at_min
