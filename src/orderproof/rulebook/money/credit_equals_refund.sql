-- A credit note brings the money it names.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: holds a credit note and no money, or money without its paper
-- says: Order {order_id}: {credited_min:money} credited, {refunded_max:money} refunded.
-- applies: credits_min > 0 and invoices_min > 0
-- tolerance: 0
-- source: DC-003; VAT directive 2006/112 article 90, Magento credit memos, Stripe Ledger (accounts clear to zero)
select
  order_id,
  currency,
  greatest(credited_min - refunded_max, refunded_min - credited_max) as at_risk,
  credited_min,
  credited_max,
  refunded_min,
  refunded_max
from order_documents
left join order_money using (order_id, currency)
where $as_of > last_documented_at_max + $deadline_refund
  and $as_of > last_moved_at_max + $deadline_refund
  and (undone_max < 1 or captured_at_min > undone_at_max)
  and (
    (
      credited_min > refunded_max - refund_reversed_min + $tolerance
      and captured_min - refunded_max + refund_reversed_min - charged_back_max
      > invoiced_max - credited_min + $tolerance
    )
    or (
      credited_max < refunded_min - refund_reversed_max - $tolerance
      and captured_max - refunded_min + refund_reversed_max - charged_back_min
      < invoiced_min - credited_max - $tolerance
    )
  )
