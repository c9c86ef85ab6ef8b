-- The refund that a message tells is one that the order has.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: counts on another amount than comes back
-- says: Order {order_id}: message {notice_id} tells a refund of {told_refund}, which no refunds of the order make up.
-- applies: tries_min > 0
-- source: Saleor ORDER_REFUND_CONFIRMATION (amount); Spree return.refunded
-- plants: refund-mail-tells-order-total
select order_id, notice_id, row_id, told_refund, tries_min
from told_refunds
where fits_max < 1
