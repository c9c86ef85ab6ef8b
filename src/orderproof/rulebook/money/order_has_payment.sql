-- An order that costs something is paid for, or called off, in time.
--
-- kind: promise
-- severity: S3
-- handoff: order>payment
-- customer: keeps others from the stock; the merchant ships or waits for nothing
-- says: Order {order_id}: placed by {placed_at_max:time} for {lowest_total_min:money}, and nobody ever paid.
-- applies: orders_min > 0 and coalesce(line_rows_min, 0) > 0 and totals_min > 0 and lowest_total_min > 0 and paid_elsewhere_max < 1
-- doubt: payings_min < 1 and withdrawals_min < 1
-- source: WF-034; Saleor EXPIRED, WooCommerce hold-stock minutes, commercetools reservation expiry; one order of Olist
select order_id, currency, lowest_total_min as at_risk, placed_at_max, lowest_total_min
from order_age
left join lines_told using (order_id)
left join order_bill using (order_id)
left join payment_starts using (order_id)
left join order_changes using (order_id)
where payings_max < 1 and withdrawals_max < 1 and $as_of > placed_at_max + $deadline_payment
