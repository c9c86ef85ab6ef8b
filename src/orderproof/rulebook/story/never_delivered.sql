-- What left for a customer arrives.
--
-- kind: promise
-- severity: S1
-- handoff: carrier>customer
-- customer: has paid and has nothing, long after the promised day
-- says: Order {order_id}: left at {handed_over_at_min:time}, promised by {deliver_by_max:time}, never arrived.
-- applies: orders_min > 0 and delivery_promises_min > 0 and handovers_min > 0 and endings_max < 1 and excuses_max < 1
-- source: AfterShip Expired; Olist (61 of 4,998 orders stay shipped)
select order_id, currency, worth_min as at_risk, handed_over_at_min, deliver_by_max, outcome_at_min
from placed_orders
left join order_promises using (order_id)
left join order_parcels using (order_id)
left join order_arrivals using (order_id)
left join order_ends using (order_id)
left join shipping_excuses using (order_id)
left join order_lines using (order_id)
where outcomes_max < 1 and outcome_at_min > deliver_by_max + $deadline_missing
