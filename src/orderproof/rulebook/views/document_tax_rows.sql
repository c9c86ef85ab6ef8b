-- Every line of the tax breakdown of a document that declares a standard, and by how many whole minor units its amount
-- misses rate times base. `steps` is how often the amount may have been rounded: once, and twice for each line, its net amount and its tax.
-- key: document_id, standard, source, row_id
with headers as (
  select
    document_id,
    standard,
    min(order_id) as order_id,
    min(currency) as currency,
    bool_or(certain) as is_sure
  from documents
  where kind in ('invoice', 'credit_note') and standard is not null
  group by document_id, standard
),
lines_of as (
  select document_id, count_of(true) as line_rows from document_lines group by document_id
)
select
  t.document_id,
  h.standard,
  t.source,
  t.row_id,
  h.order_id,
  h.currency,
  t.category,
  t.reason,
  t.rate,
  t.base,
  t.amount,
  t.certain and h.is_sure as certain,
  abs(t.amount * 1000000 - t.base * t.rate) // 1000000 as units_off,
  1 + 2 * coalesce(l.line_rows_min, 0) as steps_min,
  1 + 2 * coalesce(l.line_rows_max, 0) as steps_max
from document_taxes as t
join headers as h on h.document_id = t.document_id
left join lines_of as l on l.document_id = t.document_id
