-- Units of a line on a credit note with their tax, beside the units and the tax of that line on the invoice that it
-- names, as one source tells both.
-- key: document_id, line_id, source
with notes as (
  select
    document_id,
    refers_to,
    min(order_id) as order_id,
    min(currency) as currency,
    count_of(true) as notes
  from documents
  where kind = 'credit_note' and refers_to is not null
  group by document_id, refers_to
),
lines_of as (
  select
    document_id,
    line_id,
    source,
    count_of(true) as line_rows,
    sum_of(abs(quantity), true) as units,
    sum_of(abs(tax), true) as tax
  from document_lines
  where line_id is not null
  group by document_id, line_id, source
)
select
  n.document_id,
  c.line_id,
  c.source,
  n.refers_to,
  n.order_id,
  n.currency,
  least(n.notes_min, c.line_rows_min, i.line_rows_min) as credits_min,
  least(n.notes_max, c.line_rows_max, i.line_rows_max) as credits_max,
  c.units_min as credited_units_min,
  c.units_max as credited_units_max,
  i.units_min as invoiced_units_min,
  i.units_max as invoiced_units_max,
  c.tax_min as credited_tax_min,
  c.tax_max as credited_tax_max,
  i.tax_min as invoiced_tax_min,
  i.tax_max as invoiced_tax_max,
  c.tax_min * i.units_min as credited_in_units_min,
  c.tax_max * i.units_max as credited_in_units_max,
  i.tax_min * c.units_min as due_in_units_min,
  i.tax_max * c.units_max as due_in_units_max,
  i.units_min * (c.units_min + 1) as steps_min,
  i.units_max * (c.units_max + 1) as steps_max
from notes as n
join lines_of as c on c.document_id = n.document_id
join lines_of as i on i.document_id = n.refers_to and i.line_id = c.line_id and i.source = c.source
