-- A promised date lies within reach: further ahead than the profile's horizon it is a typing mistake.
--
-- kind: evidence
-- severity: S4
-- handoff: checkout>order
-- customer: is told a date that nobody means
-- says: Order {order_id}: a date is promised for {last_promised_by_min:time}.
-- source: Olist (shipping_limit_date in 2020 for orders of 2017 and 2018)
select order_id, line_id, last_promised_by_min
from promised_dates
where last_promised_by_min > $as_of + $deadline_promise_horizon
