-- No more units of a line are taken back by agreement than were sent, over all its returns together.
--
-- kind: law
-- severity: S3
-- handoff: shipment>return
-- customer: is paid for more than they had; two requests at once slip through
-- says: Order {order_id}, line {line_id}: {asked_min} units in open and finished returns, at most {shipped_max} shipped.
-- applies: requests_min > 0 and coalesce(line_rows_min, 0) > 0 and coalesce(digital_max, 0) < 1
-- source: WF-080; Medusa return_requested_quantity, Solidus return items bound to inventory units
select order_id, line_id, asked_min, shipped_max
from return_requests
left join line_units using (order_id, line_id)
where asked_min > shipped_max
