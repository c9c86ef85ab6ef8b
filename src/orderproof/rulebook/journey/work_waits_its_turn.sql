-- Goods are picked and packed no earlier than the shop's own policy lets them.
--
-- kind: choice
-- severity: S3
-- handoff: order>warehouse
-- customer: is sent what was never agreed or paid, or waits while goods lie packed for nobody
-- says: Order {order_id}, line {line_id}: {work}ed by {begun_at_max:time}, before it was {waits_for} at {reached_at_min:time}.
-- applies: beginnings_min > 0 and goals_min > 0
-- source: Sterling pipelines (release waits for confirmation); OCEL order management (2,176 picked, 5,138 packed too early)
select order_id, line_id, work, waits_for, begun_at_max, reached_at_min
from work_begun
where begun_at_max < reached_at_min
