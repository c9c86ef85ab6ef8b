-- One reason to give money back gives it back once.
--
-- kind: law
-- severity: S3
-- handoff: shipment>return
-- customer: gets the same money twice, and may be asked for it later
-- says: Order {order_id}: {refund_id} was refunded {refunds_min} times, {amount:money} each.
-- applies: refunds_min > 0
-- source: WF-090, PY-010; openfoodnetwork 6330, woocommerce-gateway-stripe 838, woocommerce-paypal-payments 522
-- plants: refund-retried-under-fresh-key
select order_id, refund_id, payment_id, currency, amount, amount as at_risk, refunds_min, captures_max
from refund_causes
where refunds_min - reversals_max > greatest(captures_max, 1)
