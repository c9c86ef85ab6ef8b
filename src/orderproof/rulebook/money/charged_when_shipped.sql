-- Whoever pays on shipment is not charged before anybody has begun to prepare the goods.
--
-- kind: choice
-- severity: S1
-- handoff: order>payment
-- customer: has paid for goods that nobody has touched, though the shop said otherwise
-- says: Order {order_id}: charged by {captured_at_max:time}; the warehouse began at {begun_at_min:time}.
-- applies: captures_min > 0 and coalesce(on_shipment_min, 0) > 0 and coalesce(preparations_min, 0) > 0 and coalesce(digital_lines_max, 0) < 1
-- source: PY-007; Solidus auto_capture_on_dispatch, Broadleaf capture per fulfilment; Visa rule 5.7 on charging at shipment
select order_id, currency, captured_min as at_risk, captured_at_max, begun_at_min, captured_min
from order_money
left join shipment_charges using (order_id)
where captured_at_max < begun_at_min
