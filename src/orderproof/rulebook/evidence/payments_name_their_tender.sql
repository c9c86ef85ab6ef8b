-- A payment that went through says by which means: card, voucher, transfer, cash.
--
-- kind: evidence
-- severity: S4
-- handoff: order>payment
-- customer: cannot be told how they paid, nor be refunded the same way
-- says: Order {order_id}: payments that went through without saying by which means: {without_tender_min} of {paid_min}.
-- source: Olist (payment_type not_defined)
-- applies: paid_min > 0
select order_id, without_tender_min, paid_min
from order_tenders
where without_tender_min > 0
