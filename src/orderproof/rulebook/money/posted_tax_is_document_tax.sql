-- The tax that is owed by the books is the tax on the papers.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: is not touched; the tax return is wrong
-- says: Document {document_id}: {posted_tax_min:money} tax posted, {tax_max:money} stands on it.
-- applies: revenues_min > 0 and taxings_min > 0 and overrulings_max < 1
-- tolerance: 0
-- source: DC-011; VAT directive 2006/112 articles 206 and 250
select document_id, source, order_id, currency, posted_tax_min, posted_tax_max, tax_min, tax_max
from document_postings
where $as_of > last_posted_at_max + $deadline_posting
  and (posted_tax_min > tax_max + $tolerance or posted_tax_max < tax_min - $tolerance)
