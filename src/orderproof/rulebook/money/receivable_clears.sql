-- Who has paid what was invoiced owes nothing by the books, and is owed nothing.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: is dunned for what they paid
-- says: Order {order_id}: {receivable_min:money} open in the books, {captured_min:money} paid of {invoiced_max:money}.
-- applies: receivable_rows_min > 0 and captures_min > 0 and coalesce(invoices_min, 0) > 0
-- tolerance: 0
-- source: DC-010; Solidus outstanding_balance, Spree credit_owed
select order_id, currency, receivable_min, receivable_max, captured_min, captured_max, invoiced_min, invoiced_max
from order_postings
left join order_money using (order_id, currency)
left join order_documents using (order_id, currency)
where $as_of > last_posted_at_max + $deadline_posting
  and $as_of > last_moved_at_max + $deadline_posting
  and $as_of > last_documented_at_max + $deadline_posting
  and (
    (
      receivable_min > $tolerance
      and captured_min - refunded_max + refund_reversed_min - charged_back_max >= invoiced_max - credited_min
    )
    or (
      receivable_max + $tolerance < 0
      and captured_max - refunded_min + refund_reversed_max - charged_back_min <= invoiced_min - credited_max
    )
  )
