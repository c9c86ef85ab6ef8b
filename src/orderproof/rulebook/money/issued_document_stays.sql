-- An invoice that was issued is not changed: what is wrong is corrected by another paper.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: holds an invoice that is no longer the one in the books
-- says: Document {document_id}: told as {highest_gross_min:money} and as {lowest_gross_max:money}.
-- applies: tellings_min > 1
-- source: DC-007; VAT directive 2006/112 article 219, Odoo posted entries
select
  document_id,
  kind,
  source,
  order_id,
  currency,
  highest_gross_min,
  lowest_gross_max,
  highest_tax_min,
  lowest_tax_max
from document_versions
where coalesce(highest_gross_min, 0) > coalesce(lowest_gross_max, 0)
  or coalesce(highest_tax_min, 0) > coalesce(lowest_tax_max, 0)
