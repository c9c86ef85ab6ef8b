-- A qualified invoice rounds the tax of each rate once.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is charged a wrong tax, and cannot deduct it
-- says: Document {document_id}: {amount:money} tax on {base:money} at {rate} millionths is off by {units_off} minor units.
-- applies: standard = 'jp_qualified' and units_off is not null
-- source: TX-013; National Tax Agency of Japan, questions on the qualified invoice system, 57
select document_id, standard, source, row_id, order_id, currency, units_off as at_risk, rate, base, amount, units_off
from document_tax_rows
where units_off >= 1
