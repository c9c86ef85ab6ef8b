-- What was to leave together leaves together.
--
-- kind: promise
-- severity: S2
-- handoff: warehouse>carrier
-- customer: asked for one delivery, and has to wait at home for several
-- says: Order {order_id} was to leave together: a part left by {first_left_at_max:time}, another not before {last_left_at_min:time}.
-- applies: together_min > 0 and handovers_min > 0
-- tolerance: 1440
-- source: X12 850 "ship complete"; IBM Sterling ship together (the tolerance is in minutes: parcels of one day are one dispatch)
select order_id, first_left_at_max, last_left_at_min
from dispatch_spans
left join goods_back using (order_id)
where last_left_at_min > first_left_at_max + $tolerance * interval '1' minute and came_back_max < 1
