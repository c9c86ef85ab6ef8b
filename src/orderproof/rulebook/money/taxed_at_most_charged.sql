-- Nobody pays tax on a discount that the seller gave.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: is charged tax on money that they did not pay
-- says: Order {order_id}, line {line_id}: taxed on {base:money}; it costs {worth_max:money} less {taken_min:money}.
-- applies: taken_min > 0 and beside_max < 2
-- source: TX-009; VAT directive 2006/112 article 79, Streamlined Sales Tax "sales price" (a third party's coupon stays in)
-- plants: discount-is-taxed
select order_id, source, row_id, line_id, currency, base, worth_max, taken_min
from taxed_lines
left join order_changes using (order_id)
where base > greatest(worth_max - taken_min, 0) and later_changes_max < 1
