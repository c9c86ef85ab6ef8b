-- A total that a customer is told can be paid: it is no fraction of the smallest unit of its currency.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: is told an amount that nobody can pay, and pays another one
-- says: Order {order_id}: the message `{template}` tells {told_total} {currency}, a fraction of its smallest unit.
-- source: PR-003, FX-001; ISO 4217; Medusa totals (8.181818181818182), Saleor 12235 (yen with decimals)
-- plants: mail-tells-fractions
select order_id, notice_id, row_id, template, told_total, currency, rest_min
from told_amounts
where rest_min > 0
