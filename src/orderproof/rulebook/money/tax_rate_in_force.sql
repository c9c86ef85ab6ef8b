-- A tax is charged at a rate of the law: not at one that had ended.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: is charged a wrong tax
-- says: Order {order_id}: taxed at {rate} millionths, which {jurisdiction} did not have any more or never had.
-- applies: declared_min > 0
-- source: TX-007; Nova Scotia HST 15 to 14 % on 2025-04-01, transitional rules by date of supply
-- plants: tax-of-another-country
select order_id, source, row_id, jurisdiction, category, rate
from taxes_by_rate
where fitting_max < 1
