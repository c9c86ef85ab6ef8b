-- The numbers of invoices run on: none is missing, none is given twice.
--
-- kind: choice
-- severity: S3
-- handoff: order>books
-- customer: is not touched; the tax office asks where the missing invoices are
-- says: Series {series}: {numbers_max} of {lowest_number_max} to {highest_number_min} given, {doubles_min} of them twice.
-- applies: 2 * numbers_min > highest_number_max - lowest_number_min + 1
-- source: DC-006; VAT directive 2006/112 article 226(2), sequences without gaps in Odoo and Tryton
select series, numbers_max, lowest_number_max, highest_number_min, doubles_min
from document_series
where highest_number_min - lowest_number_max + 1 > numbers_max or doubles_min > 0
