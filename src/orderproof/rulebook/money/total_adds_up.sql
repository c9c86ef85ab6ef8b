-- A total is the sum of the parts shown beside it.
--
-- kind: claim
-- severity: S1
-- handoff: checkout>order
-- customer: is asked for another sum than the one the page adds up to
-- says: Order {order_id}: the total {total:money} on `{surface}` misses its parts by {misfit_min:money}.
-- tolerance: 0
-- source: PR-002; UCP and ACP totals, EN 16931 BR-CO-10 to 16; django-oscar 4455
select order_id, source, row_id, currency, misfit_min as at_risk, surface, total, misfit_min
from totals_told
where misfit_min > $tolerance
