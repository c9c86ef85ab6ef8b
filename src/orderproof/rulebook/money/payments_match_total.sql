-- What a customer paid is what they were told the order costs.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: pays another amount than the one they were shown
-- says: Order {order_id}: {paid_min:money} paid and kept, at most {total_max:money} told.
-- applies: orders_min > 0 and captures_min > 0 and totals_min > 0
-- tolerance: 0
-- source: PY-002, PY-021, DC-010; Saleor OVERCHARGED, Solidus outstanding_balance; 576 orders of Olist
select
  order_id,
  currency,
  greatest(kept_min - highest_total_max, lowest_total_min - captured_max) as at_risk,
  kept_min as paid_min,
  captured_max,
  lowest_total_min,
  highest_total_max as total_max
from order_paid
left join order_bill using (order_id)
left join order_changes using (order_id)
where (
    kept_min > highest_total_max + $tolerance
    and (undone_max < 1 or captured_at_min > undone_at_max)
    and (edits_max < 1 or told_at_min > last_edited_at_max)
  )
  or (
    captured_max + coalesce(last_due_max, 0) < lowest_total_min - $tolerance
    and authorizations_max < 1
    and foreign_rows_max < 1
    and changes_max < 1
    and paid_elsewhere_max < 1
  )
