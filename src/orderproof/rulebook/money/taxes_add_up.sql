-- What an order says is tax is the sum of its taxes.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: is charged a tax that belongs to nothing, or sees less than they are charged
-- says: Order {order_id}: told {lowest_told_max:money} to {highest_told_min:money} of tax; it comes to {charged_max:money}.
-- applies: tax_rows_min > 0 and tellings_min > 0
-- tolerance: 0
-- source: TX-003, PR-002; UCP and ACP totals, Saleor order and line taxes
-- plants: page-tells-tax-twice
select
  order_id,
  currency,
  greatest(highest_told_min - charged_max, of_lines_min - lowest_told_max) as at_risk,
  highest_told_min,
  lowest_told_max,
  charged_max,
  of_lines_min
from taxes_told
left join order_changes using (order_id)
where later_changes_max < 1
  and (
    (highest_told_min > charged_max + steps_max + $tolerance and (whole_min > 0 or extras_max < 1))
    or lowest_told_max < of_lines_min - steps_max - $tolerance
  )
