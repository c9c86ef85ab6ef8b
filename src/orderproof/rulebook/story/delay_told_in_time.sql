-- Who has to wait longer than promised hears of it before the promised day is over.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: waits without being asked whether they want to
-- says: Order {order_id}: to leave by {ship_by_max:time}, and no word of a delay before that.
-- applies: delay_orders_min > 0 and payings_min > 0 and shipping_promises_min > 0 and delays_told_elsewhere_max < 1 and excuses_max < 1
-- source: US 16 CFR 435.2 (the seller offers a new date or cancellation before the old date)
select order_id, ship_by_max, handed_over_at_min, told_delayed_at_min
from delay_notices
left join shipping_promises using (order_id)
left join order_parcels using (order_id)
left join shipping_excuses using (order_id)
where handed_over_at_min > ship_by_max and told_delayed_at_min > ship_by_max
