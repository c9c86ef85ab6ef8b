-- After a change of an order, once it is over, what was paid is what it costs now.
--
-- kind: promise
-- severity: S1
-- handoff: order>payment
-- customer: took something off and waits for the money, or is asked much later for what was added
-- says: Order {order_id}, changed by {edited_at_max:time}: {kept_min:money} to {captured_max:money} paid, {last_total_min:money} to {last_total_max:money} to pay, and it is over since {over_at_max:time}.
-- applies: edits_made_min > 0 and orders_min > 0 and captures_min > 0 and coalesce(told_at_min, $epoch) > edited_at_max and coalesce(over_at_min, $epoch) > open_at_max
-- tolerance: 0
-- source: WF-051; Vendure checkModificationPayments
select
  order_id,
  currency,
  greatest(kept_min - last_total_max, last_total_min - captured_max) as at_risk,
  edited_at_max,
  kept_min,
  captured_max,
  last_total_min,
  last_total_max,
  over_at_max
from order_paid
left join order_bill using (order_id)
left join order_changes using (order_id)
left join order_ends using (order_id)
left join order_edits using (order_id)
where reductions_max < 1
  and paid_elsewhere_max < 1
  and foreign_rows_max < 1
  and undone_max < 1
  and (kept_min > last_total_max + $tolerance or captured_max + last_due_max < last_total_min - $tolerance)
  and $as_of > over_at_max + $deadline_refund
