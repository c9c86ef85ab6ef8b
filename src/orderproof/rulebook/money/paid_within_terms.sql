-- What was sold on terms is paid within them.
--
-- kind: promise
-- severity: S3
-- handoff: order>payment
-- customer: gets reminders and fees for what they meant to pay
-- says: Order {order_id} was confirmed by {confirmed_at_max:time}; the first money came at {paid_at_min:time} at the earliest.
-- applies: confirmations_min > 0 and excuses_max < 1 and coalesce(worth_min, 0) - discounted_max > 0
-- source: Sterling and SAP payment terms; OCEL order management (928 of 2,000 later than a week)
select order_id, confirmed_at_max, paid_at_min
from payment_terms
left join order_lines using (order_id)
where paid_at_min > confirmed_at_max + $deadline_terms
