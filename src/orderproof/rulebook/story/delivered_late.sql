-- What was promised for a day is there by that day.
--
-- kind: promise
-- severity: S1
-- handoff: carrier>customer
-- customer: waits longer than they were told
-- says: Order {order_id}: promised by {deliver_by_max:time}, first delivery at {delivered_at_min:time}.
-- applies: delivery_promises_min > 0 and deliveries_min > 0 and cancellations_max < 1 and sent_back_max < 1
-- source: Olist (391 of 4,855, and 1,586 of 19,428)
select order_id, deliver_by_max, tried_at_min, delivered_at_min
from order_promises
left join order_arrivals using (order_id)
left join order_ends using (order_id)
where tried_at_min > deliver_by_max
