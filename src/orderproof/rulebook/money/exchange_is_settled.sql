-- An exchange costs its difference: what the new goods are cheaper goes back, what they are dearer is taken once.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: swapped a shirt for another size, and paid for both, or never saw the difference
-- says: Order {order_id}, exchange {remedy_id}: a difference of {difference_min:money} in the customer's favour, {taken_min:money} taken, at most {refunded_max:money} given back.
-- applies: exchanges_min > 0
-- source: WF-085; Medusa exchange difference_due, Saleor replace, Shopify exchange line items
select
  order_id,
  remedy_id,
  currency,
  greatest(taken_min + least(difference_min, 0), difference_min - refunded_max, 0) as at_risk,
  difference_min,
  difference_max,
  granted_at_max,
  taken_min,
  refunded_max
from exchange_balances
left join order_money using (order_id, currency)
where taken_min > greatest(0 - difference_min, 0)
  or (
    difference_min > refunded_max - refund_reversed_min + charged_back_max
    and difference_min > 0
    and undone_max < 1
    and $as_of > granted_at_max + $deadline_refund
  )
