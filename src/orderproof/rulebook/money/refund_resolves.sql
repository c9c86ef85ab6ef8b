-- A refund that was asked for arrives or fails in time.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: waits for money that was promised
-- says: Order {order_id}: {asked_min:money} asked for by {requested_at_max:time}, no answer before {resolved_at_min:time}.
-- applies: requests_min > 0
-- source: WF-091, PY-025; Vendure refund Pending to Settled, commercetools TransactionState, Saleor REFUND_FAILURE
select order_id, refund_id, currency, asked_min as at_risk, asked_min, requested_at_max, resolved_at_min
from refund_requests
where resolved_at_min > requested_at_max + $deadline_refund
