-- What a source posted to the tax account for a document, beside the tax that stands on it: owed by an invoice, given
-- back by a credit note. A document that was voided, or may have been, is counted in `overrulings`.
-- key: document_id, source
-- optional: documents(void)
with posted as (
  select
    document_id,
    source,
    count_of(account = 'revenue') as revenues,
    sum_of(credit - debit, account = 'tax') as posted_tax,
    last_of(happened, true) as last_posted_at
  from postings
  where document_id is not null
  group by document_id, source
),
headers as (
  select
    document_id,
    min(order_id) as order_id,
    min(currency) as currency,
    count_of(tax is not null) as taxings,
    min(case when kind = 'invoice' then tax else -abs(tax) end) as tax_min,
    max(case when kind = 'invoice' then tax else -abs(tax) end) as tax_max
  from documents
  where kind in ('invoice', 'credit_note')
  group by document_id
),
overruled as (
  select coalesce(refers_to, document_id) as document_id, count_of(true) as overrulings
  from documents
  where kind = 'void'
  group by coalesce(refers_to, document_id)
)
select
  p.document_id,
  p.source,
  h.order_id,
  h.currency,
  p.revenues_min,
  p.revenues_max,
  p.posted_tax_min,
  p.posted_tax_max,
  p.last_posted_at_min,
  p.last_posted_at_max,
  h.taxings_min,
  h.taxings_max,
  h.tax_min,
  h.tax_max,
  coalesce(o.overrulings_min, 0) as overrulings_min,
  coalesce(o.overrulings_max, 0) as overrulings_max
from posted as p
join headers as h on h.document_id = p.document_id
left join overruled as o on o.document_id = p.document_id
