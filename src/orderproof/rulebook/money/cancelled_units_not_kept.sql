-- What was paid for units that were called off goes back in time, also where the rest of the order is kept.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: pays for units that they will not get
-- says: Order {order_id}: {kept_min:money} taken and kept, {cancelled_min} units called off by {gone_at_max:time}; the rest is worth at most {wanted_worth_max:money} before shipping and taxes.
-- applies: captures_min > 0 and coalesce(cancelled_min, 0) > 0 and coalesce(kept_lines_min, 0) > 0 and coalesce(cuts_max, 1) < 1 and coalesce(extras_told_min, 0) > 0 and paid_elsewhere_max < 1
-- tolerance: 0
-- source: PY-030; WooCommerce and Magento partial cancels that keep the money; 16 CFR 435 (merchandise that is not shipped)
-- plants: cancel-keeps-money
select
  order_id,
  currency,
  kept_min - wanted_worth_max - extras_max as at_risk,
  kept_min,
  cancelled_min,
  gone_at_max,
  wanted_worth_max,
  extras_max
from order_paid
left join goods_withdrawn using (order_id)
left join order_extras using (order_id)
left join order_changes using (order_id)
where kept_min > wanted_worth_max + extras_max + $tolerance
  and (undone_max < 1 or captured_at_min > undone_at_max)
  and $as_of > gone_at_max + $deadline_refund
