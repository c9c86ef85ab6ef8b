-- Nobody sends a payment or a refund of nothing.
--
-- kind: law
-- severity: S2
-- handoff: order>payment
-- customer: meets a failing or empty payment, or is told of a refund that brings nothing
-- says: Order {order_id}: a {kind} of nothing ({state}).
-- applies: kind in ('capture', 'refund')
-- source: PY-014; Vendure 2523, woocommerce-payments 944 (a refund of 0 gave everything back); nine such rows in Olist
select order_id, source, row_id, kind, state
from payment_rows
where amount = 0
