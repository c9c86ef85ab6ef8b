-- A refund that was granted is paid in time, all of it.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: was told that the money comes, and gets less or nothing
-- says: Order {order_id}: {granted_min:money} granted by {granted_at_max:time}, at most {refunded_max:money} refunded and {credited_max:money} credited.
-- applies: refunds_granted_min > 0
-- source: PY-012, WF-087; Medusa ClaimType refund, Saleor OrderGrantedRefund (amount granted and amount sent are kept apart)
-- plants: refunds-share-a-key
select
  order_id,
  currency,
  granted_min - refunded_max + refund_reversed_min - charged_back_max - credited_max as at_risk,
  granted_min,
  granted_at_max,
  refunded_max,
  credited_max
from order_remedies
left join order_money using (order_id, currency)
where granted_min > refunded_max - refund_reversed_min + charged_back_max + credited_max
  and undone_max < 1
  and $as_of > granted_at_max + $deadline_refund
