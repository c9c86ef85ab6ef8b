-- An order that was cancelled whole brings no revenue.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: is not touched; the merchant reports, and pays tax on, what was never sold
-- says: Order {order_id}, cancelled by {last_cancelled_at_max:time}: {revenue_min:money} of revenue stand in the books.
-- applies: revenue_rows_min > 0 and coalesce(cancels_min, 0) > 0 and coalesce(open_lines_max, 1) < 1 and coalesce(shipped_max, 0) < 1
-- tolerance: 0
-- source: DC-012; IFRS 15 (revenue when control passes)
select order_id, currency, revenue_min as at_risk, revenue_min, last_cancelled_at_max
from order_postings
left join order_cancels using (order_id)
where revenue_min > $tolerance and $as_of > last_cancelled_at_max + $deadline_posting
