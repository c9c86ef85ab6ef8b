-- What was taken is paid out to the merchant once.
--
-- kind: law
-- severity: S3
-- handoff: order>books
-- customer: does not see it; the merchant's books and the bank disagree until somebody pays back
-- says: Order {order_id}, payment {payment_id}: {settled_min:money} paid out of at most {captured_max:money} taken.
-- applies: settlements_min > 0 and captures_min > 0
-- source: PY-027; Stripe balance transactions and Adyen settlement details (a payout names each capture once, fees off)
select order_id, payment_id, currency, settled_min - captured_max as at_risk, settled_min, captured_max
from payment_flow
where settled_min > captured_max
