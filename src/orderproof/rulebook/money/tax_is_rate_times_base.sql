-- A tax is its rate times its base, however it was rounded.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: is charged a wrong tax
-- says: Order {order_id}: {amount:money} tax on {base:money} at {rate} millionths is off by {units_off_min} minor units.
-- source: TX-001, TX-020; EN 16931 BR-CO-17, SSUTA 324, CJEU C-484/06 (no one way to round); Magento UNIT_BASE
-- plants: tax-before-discount
select order_id, source, row_id, currency, units_off_min as at_risk, rate, base, amount, units_off_min
from tax_rows
where units_off_min >= steps_max
