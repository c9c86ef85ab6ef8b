-- A date in a message is one that was promised for its order.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: stays at home on the wrong day
-- says: Order {order_id}: message {notice_id} tells {told_date}, which nothing else promises.
-- applies: dates_min > 0
-- source: one date on all surfaces: product page, checkout, mail, status page
select order_id, notice_id, row_id, template, told_date, dates_min
from told_dates
where matches_max < 1
