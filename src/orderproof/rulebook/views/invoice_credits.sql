-- An invoice, and what the credit notes that refer to it give back; sizes, whatever their sign. A credit note that was
-- voided gives nothing back.
-- key: document_id
with papers as (
  select order_id, document_id, kind, currency, refers_to, gross, tax, certain
  from documents
  where kind in ('invoice', 'credit_note', 'void')
),
overruled as (
  select coalesce(refers_to, document_id) as document_id, count_of(true) as overrulings
  from papers
  where kind = 'void'
  group by coalesce(refers_to, document_id)
),
notes as (
  select
    refers_to,
    document_id,
    currency,
    count_of(true) as told,
    count(*) filter (where gross is null) as blanks,
    count(*) filter (where tax is null) as untaxed,
    min(abs(gross)) as least_gross,
    max(abs(gross)) as most_gross,
    min(abs(tax)) as least_tax,
    max(abs(tax)) as most_tax
  from papers
  where kind = 'credit_note' and refers_to is not null
  group by refers_to, document_id, currency
),
counted as (
  select n.*, n.told_min > 0 and coalesce(o.overrulings_max, 0) = 0 as is_sure
  from notes as n
  left join overruled as o on o.document_id = n.document_id
  where coalesce(o.overrulings_min, 0) = 0
),
credited as (
  select
    refers_to as document_id,
    currency,
    count(*) filter (where is_sure) as credits_min,
    count(*) as credits_max,
    case when max(blanks) = 0 then coalesce(cast(sum(least_gross) filter (where is_sure) as bigint), 0) end
      as credited_min,
    case when max(blanks) = 0 then cast(sum(most_gross) as bigint) end as credited_max,
    case when max(untaxed) = 0 then coalesce(cast(sum(least_tax) filter (where is_sure) as bigint), 0) end
      as credited_tax_min,
    case when max(untaxed) = 0 then cast(sum(most_tax) as bigint) end as credited_tax_max
  from counted
  group by refers_to, currency
),
invoices as (
  select
    document_id,
    currency,
    min(order_id) as order_id,
    count_of(true) as invoices,
    min(abs(gross)) as gross_min,
    max(abs(gross)) as gross_max,
    min(abs(tax)) as tax_min,
    max(abs(tax)) as tax_max
  from papers
  where kind = 'invoice'
  group by document_id, currency
)
select
  i.document_id,
  i.order_id,
  i.currency,
  least(i.invoices_min, coalesce(c.credits_min, 0)) as credits_min,
  least(i.invoices_max, coalesce(c.credits_max, 0)) as credits_max,
  c.credits_min - 1 as steps_min,
  c.credits_max - 1 as steps_max,
  i.gross_min,
  i.gross_max,
  i.tax_min,
  i.tax_max,
  c.credited_min,
  c.credited_max,
  c.credited_tax_min,
  c.credited_tax_max
from invoices as i
left join credited as c on c.document_id = i.document_id and c.currency = i.currency
