-- A gift card or store credit loses for an order what it paid, and has back what was refunded to it.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: pays twice, by card and from the gift card, or waits for a refund that never reached it
-- says: Order {order_id}: {lost_min:money} were taken off cards and credits, which paid at most {paid_max:money} of it.
-- applies: redemptions_min > 0 and value_captures_min > 0 and unnamed_max < 1
-- source: PY-011, PY-022; Saleor and Spree gift card transactions, Solidus StoreCreditEvent (authorize, capture, void, credit)
select order_id, currency, lost_min - paid_max as at_risk, lost_min, paid_max, moved_at_max
from value_payments
where lost_min > paid_max and $as_of > moved_at_max + $deadline_refund
