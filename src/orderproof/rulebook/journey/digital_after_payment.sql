-- A download, a voucher or an access is given after its price was paid, or set aside.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: has it and is asked for money later; the merchant cannot take it back
-- says: Order {order_id}, line {line_id} ({sku}): given by {opened_at_max:time}; paying began {paid_at_min:time} at the earliest.
-- applies: openings_min > 0 and line_worth_min - taken_off_max > 0 and excuses_max < 1 and coalesce(orders_min, 0) > 0
-- source: WF-077; WooCommerce grants downloads when an order is paid
select order_id, line_id, currency, sku, line_worth_min - taken_off_max as at_risk, opened_at_max, paid_at_min
from digital_lines
left join placed_orders using (order_id)
left join payment_starts using (order_id)
left join payment_excuses using (order_id)
where opened_at_max < paid_at_min
