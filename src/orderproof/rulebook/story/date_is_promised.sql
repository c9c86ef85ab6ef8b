-- Who orders goods is promised a date for them.
--
-- kind: promise
-- severity: S2
-- handoff: checkout>order
-- customer: does not know when to expect what they paid for
-- says: Order {order_id}: placed at {last_placed_at_max:time}, and no date was ever promised for it.
-- applies: brought_orders_min > 0 and goods_lines_min > 0
-- source: UCP expectations; ACP estimated_delivery; US 16 CFR 435 (without a date it is thirty days)
select order_id, last_placed_at_max, dates_max
from promised_orders
where dates_max < 1 and recorded_until_min > last_placed_at_max + $deadline_promise
