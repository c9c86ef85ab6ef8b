-- Nobody gets back more than they paid.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: gets money that is not theirs; finance finds it weeks later
-- says: Order {order_id}: {refunded_min:money} given back of at most {captured_max:money} taken.
-- applies: refunds_min > 0
-- source: PY-009; Solidus credit_allowed, Shopify refunds; hyperswitch 13182 (120 of 100), craftcms/commerce 1098
-- plants: refund-ignores-earlier-refunds
select order_id, currency, refunded_min - refund_reversed_max - captured_max as at_risk, refunded_min, captured_max
from order_money
where refunded_min - refund_reversed_max > captured_max
