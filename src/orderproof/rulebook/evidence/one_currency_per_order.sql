-- An order, its payments and its documents are told in one currency.
--
-- kind: evidence
-- severity: S4
-- handoff: order>payment
-- customer: does not see it; but sums over two currencies are no sums
-- says: Order {order_id} is told both in {first_currency_max} and in {last_currency_min}.
-- source: ISO 4217; issue of mixed currencies in one order
select order_id, first_currency_max, last_currency_min
from order_currencies
where currencies_min > 1
