-- Goods leave by the day on which they were promised to leave.
--
-- kind: promise
-- severity: S2
-- handoff: warehouse>carrier
-- customer: waits longer than they were told
-- says: Order {order_id}: to leave by {ship_by_max:time}, first handed over at {handed_over_at_min:time}.
-- applies: shipping_promises_min > 0 and handovers_min > 0
-- source: US 16 CFR 435; Olist (451 of 4,920 past their shipping limit); Northwind (37 of 809)
select order_id, ship_by_max, handed_over_at_min
from shipping_promises
left join order_parcels using (order_id)
where handed_over_at_min > ship_by_max
