-- What an order says was taken off is what its discounts take off, each of them once.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: pays for a reduction that they were shown, or sees it twice
-- says: Order {order_id}: told {lowest_told_max:money} to {highest_told_min:money} off; it comes to {applied_max:money}.
-- applies: discount_rows_min > 0 and tellings_min > 0
-- tolerance: 0
-- source: PR-007, PR-022; Adobe and Medusa discount_total beside subtotals, Saleor last line takes the remainder
-- plants: page-tells-discount-twice
select
  order_id,
  currency,
  greatest(highest_told_min - applied_max, of_lines_min - lowest_told_max) as at_risk,
  highest_told_min,
  lowest_told_max,
  applied_max,
  of_lines_min
from discounts_told
left join order_changes using (order_id)
where later_changes_max < 1
  and (highest_told_min > applied_max + $tolerance or lowest_told_max < of_lines_min - $tolerance)
