-- A payment that was begun ends in time: it goes through, or it fails.
--
-- kind: promise
-- severity: S2
-- handoff: order>payment
-- customer: does not know whether they have paid, and tries again
-- says: Order {order_id}, payment {payment_id}: begun by {requested_at_max:time}, and no answer since.
-- applies: requests_min > 0
-- source: PY-025; commercetools TransactionState Pending, Adyen Received, Medusa requires_more
select order_id, payment_id, currency, requested_at_max, answered_at_max
from pending_payments
where answered_at_max < requested_at_min and $as_of > requested_at_max + $deadline_payment
