-- What is paid at the door is collected when the goods are brought, and reaches the merchant in time.
--
-- kind: promise
-- severity: S3
-- handoff: carrier>customer
-- customer: does not see it; the merchant has neither the goods nor the money
-- says: Order {order_id}: brought by {all_arrived_at_max:time}, to be paid at the door, and nothing was collected.
-- applies: at_the_door_min > 0 and coalesce(arrivals_min, 0) > 0
-- source: PY-029; AfterShip Delivered_004 (delivered, cash collected)
select order_id, currency, worth_min as at_risk, all_arrived_at_max, collections_max
from door_payments
left join order_deliveries using (order_id)
left join order_lines using (order_id)
where collections_max < 1 and $as_of > all_arrived_at_max + $deadline_payment
