-- Who sent everything back has everything back: no cents of rounding stay with the shop.
--
-- kind: law
-- severity: S1
-- handoff: shipment>return
-- customer: gets every unit refunded and a few cents less than they paid
-- says: Order {order_id}: all of {units_min} units came back or were called off, {refunded_min:money} of {captured_max:money} was given back; {kept_min:money} is left.
-- applies: captures_min > 0 and refunds_min > 0 and coalesce(lines_min, 0) > 0 and coalesce(gone_min, 0) > 0 and coalesce(kept_lines_max, 1) < 1 and coalesce(cuts_max, 0) < 1
-- source: PY-013; WooCommerce 26734 (a cent over), Solidus round(2, :down) of each unit, SFCC rounding by unit
select
  order_id,
  currency,
  captured_min - refunded_max + refund_reversed_min - charged_back_max as kept_min,
  captured_min - refunded_max + refund_reversed_min - charged_back_max as at_risk,
  units_min,
  refunded_min,
  captured_max
from order_money
left join goods_withdrawn using (order_id)
left join order_extras using (order_id)
where captured_min - refunded_max + refund_reversed_min - charged_back_max > 0
  and $as_of > gone_at_max + $deadline_refund
  and undone_max < 1
  and (
    captured_max - refunded_min + refund_reversed_max - charged_back_min < units_min
    or (
      coalesce(shipping_told_min, 0) > 0
      and captured_min - refunded_max + refund_reversed_min - charged_back_max > most_shipping_max
      and captured_max - refunded_min + refund_reversed_max - charged_back_min < least_shipping_min + units_min
    )
  )
