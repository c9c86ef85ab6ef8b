-- The price of an order stays what it was at the checkout, unless the order changes.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: sees, and pays, another total than the one they agreed to
-- says: Order {order_id}: {last_quote_min:money} at checkout, then {lowest_shown_max:money} to {highest_shown_min:money}.
-- applies: shown_min > 0 and tellings_min > 1
-- tolerance: 0
-- source: PR-021, WF-007; Vendure ChangedPriceHandlingStrategy, ACP checkout totals
select
  order_id,
  currency,
  greatest(
    highest_shown_min - lowest_shown_max, lowest_shown_min - last_quote_max, last_quote_min - highest_shown_max
  ) as at_risk,
  lowest_shown_max,
  highest_shown_min,
  last_quote_min
from order_bill
left join order_cancels using (order_id)
left join order_changes using (order_id)
left join placed_orders using (order_id)
where coalesce(order_cancels.cancels_max, 0) < 1
  and other_changes_max < 1
  and (
    highest_shown_min > lowest_shown_max + $tolerance
    or lowest_shown_min > last_quote_max + $tolerance
    or highest_shown_max < last_quote_min - $tolerance
  )
