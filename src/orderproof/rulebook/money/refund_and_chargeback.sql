-- Nobody gets the same money back from the shop and from their bank.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: keeps money that is not theirs until somebody asks for it back
-- says: Order {order_id}: {refunded_min:money} refunded and {charged_back_min:money} charged back of at most {captured_max:money} taken.
-- applies: chargebacks_min > 0 and refunds_min > 0
-- source: PY-024; Saleor CHARGE_BACK, commercetools Chargeback; the schemes refuse a chargeback of what was credited
select
  order_id,
  currency,
  refunded_min - refund_reversed_max + charged_back_min - captured_max as at_risk,
  refunded_min,
  charged_back_min,
  captured_max
from order_money
where refunded_min - refund_reversed_max + charged_back_min > captured_max
