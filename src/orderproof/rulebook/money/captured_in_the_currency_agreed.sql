-- Money is taken in the currency in which it was set aside.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: agreed to ten euro and is charged ten of something else
-- says: Order {order_id}, payment {payment_id}: set aside in {last_agreed_max}, taken in {last_taken_min}.
-- applies: authorizations_min > 0 and captures_min > 0
-- source: PY-001; Stripe and Adyen (a capture is in the currency of its authorization); Saleor TransactionItem currency
select order_id, payment_id, first_agreed_min, last_agreed_max, first_taken_max, last_taken_min
from payment_currencies
where last_taken_min > last_agreed_max or first_taken_max < first_agreed_min
