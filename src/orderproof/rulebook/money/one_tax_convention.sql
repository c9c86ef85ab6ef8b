-- Prices of one order include tax, or exclude it: not both.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: cannot tell what a price means
-- says: Order {order_id} is told with prices that include tax, and with prices that exclude it.
-- applies: inclusive_min + exclusive_min > 1
-- source: TX-005; WooCommerce prices_include_tax, Medusa is_tax_inclusive
select order_id, inclusive_min, exclusive_min
from tax_conventions
where inclusive_min > 0 and exclusive_min > 0
