-- What a payment is last told to be is what its gateway did: taken, given back, or neither.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: is told that nothing was charged and was charged, or that money came back and it did not
-- says: Order {order_id}, payment {payment_id}: last told of at {told_at_max:time}; the gateway took {captured_min:money} in {captures_max} captures and gave back {refunds_max} times.
-- applies: words_min > 0 and payment_rows_min > 0
-- source: PY-016, PY-018; Vendure and commercetools payment states; Stripe and Shopify say that webhooks come in any order
select order_id, payment_id, currency, captured_min as at_risk, told_at_max, captured_min, captures_max, refunds_max
from payment_words
where $as_of > told_at_max + $deadline_status
  and (
    (taken_at_min > not_taken_at_max and captures_max < 1)
    or (back_at_min > not_back_at_max and refunds_max < 1 and undone_max < 1)
    or (gone_at_min > not_gone_at_max and captures_min > 0 and refunds_max < 1 and undone_max < 1)
  )
