-- The goods are charged at quantity times price.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: is charged for other goods, or other prices, than the order lists
-- says: Order {order_id}: the lines come to {worth_min:money}, another sum was told.
-- applies: line_rows_min > 0 and nested_max < 1 and reductions_max < 1 and ((item_tellings_min > 0 and (edits_max < 1 or items_told_at_min > last_edited_at_max)) or (item_tellings_max < 1 and plain_tellings_min > 0 and shippable_max < 1 and extras_max < 1 and (edits_max < 1 or plain_told_at_min > last_edited_at_max)))
-- tolerance: 0
-- source: PR-001, PR-024; EN 16931 BR-CO-10 and Peppol R120, commercetools tax calculation modes; Chinook as the clean control
select
  order_id,
  currency,
  greatest(
    coalesce(last_items_min, last_plain_min) - worth_max, worth_min - coalesce(last_items_max, last_plain_max)
  ) as at_risk,
  worth_min,
  last_items_min,
  last_plain_min
from line_sums
left join items_told using (order_id)
left join order_changes using (order_id)
left join placed_orders using (order_id)
where (
    item_tellings_min > 0
    and (last_items_min > worth_max + $tolerance or last_items_max < worth_min - $tolerance)
  )
  or (
    item_tellings_max < 1
    and plain_tellings_min > 0
    and (last_plain_min > worth_max + $tolerance or last_plain_max < worth_min - $tolerance)
  )
