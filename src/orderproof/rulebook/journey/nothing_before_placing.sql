-- Nobody pays for, is sent or receives an order before placing it.
--
-- kind: law
-- severity: S3
-- handoff: checkout>order
-- customer: pays for, or is sent, what was not ordered yet
-- says: Order {order_id} was {milestone} by {reached_at_max:time}, before it was placed at {placed_at_min:time}.
-- applies: orders_min > 0
-- source: Saleor and Medusa take the money while they place (hence the tolerance, in minutes); Olist (12 of 4,998 handed over)
-- tolerance: 60
select order_id, milestone, reached_at_max, placed_at_min
from milestones
where
  reached_at_max + case when milestone = 'paid' then $tolerance * interval '1' minute else interval '0' minute end
    < placed_at_min
