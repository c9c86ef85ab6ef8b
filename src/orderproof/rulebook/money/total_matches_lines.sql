-- The goods are charged at quantity times price.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: is charged for other goods, or at other prices, than the order lists
-- says: Order {order_id}: the lines come to {worth_min:money}, told were {told_min:money}.
-- applies: line_rows_min > 0 and nested_max < 1 and tellings_min > 0 and (reductions_max < 1 or reduced_at_min > told_at_max) and (edits_max < 1 or told_at_min > last_edited_at_max)
-- tolerance: 0
-- source: PR-001, PR-024, WF-050; EN 16931 BR-CO-10, Peppol R120; django-oscar 4455; Chinook is the clean control
select
  order_id,
  currency,
  greatest(told_min - worth_max, worth_min - told_max) as at_risk,
  worth_min,
  worth_max,
  told_min,
  told_max
from lines_told
left join order_changes using (order_id)
left join placed_orders using (order_id)
where told_min > worth_max + $tolerance or told_max < worth_min - $tolerance
