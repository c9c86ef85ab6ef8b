-- The sums that an invoice or credit note tells of its parts, where it declares to follow EN 16931, beside what the
-- parts come to: its lines, what is taken off the whole, what is added, and its tax breakdown.
-- key: document_id
with headers as (
  select
    document_id,
    min(order_id) as order_id,
    min(currency) as currency,
    count_of(lines_net is not null) as line_sums,
    min(lines_net) as lines_net_min,
    max(lines_net) as lines_net_max,
    count_of(allowances is not null) as allowance_sums,
    min(allowances) as allowances_min,
    max(allowances) as allowances_max,
    count_of(charges is not null) as charge_sums,
    min(charges) as charges_min,
    max(charges) as charges_max,
    count_of(tax is not null) as taxings,
    min(tax) as tax_min,
    max(tax) as tax_max
  from documents
  where kind in ('invoice', 'credit_note') and standard = 'en16931'
  group by document_id
),
lines_of as (
  select document_id, count_of(true) as line_rows, sum_of(net, true) as lines_come_to
  from document_lines
  group by document_id
),
offs as (
  select document_id, sum_of(amount, kind = 'allowance') as off from document_adjustments group by document_id
),
adds as (
  select document_id, sum_of(amount, kind = 'charge') as added from document_adjustments group by document_id
),
breakdowns as (
  select document_id, count_of(true) as tax_rows, sum_of(amount, true) as taxes_come_to
  from document_taxes
  group by document_id
)
select
  h.document_id,
  h.order_id,
  h.currency,
  h.line_sums_min,
  h.line_sums_max,
  h.lines_net_min,
  h.lines_net_max,
  coalesce(l.line_rows_min, 0) as line_rows_min,
  coalesce(l.line_rows_max, 0) as line_rows_max,
  l.lines_come_to_min,
  l.lines_come_to_max,
  h.allowance_sums_min,
  h.allowance_sums_max,
  h.allowances_min,
  h.allowances_max,
  coalesce(o.off_min, 0) as off_min,
  coalesce(o.off_max, 0) as off_max,
  h.charge_sums_min,
  h.charge_sums_max,
  h.charges_min,
  h.charges_max,
  coalesce(c.added_min, 0) as added_min,
  coalesce(c.added_max, 0) as added_max,
  h.taxings_min,
  h.taxings_max,
  h.tax_min,
  h.tax_max,
  coalesce(b.tax_rows_min, 0) as tax_rows_min,
  coalesce(b.tax_rows_max, 0) as tax_rows_max,
  b.taxes_come_to_min,
  b.taxes_come_to_max
from headers as h
left join lines_of as l on l.document_id = h.document_id
left join offs as o on o.document_id = h.document_id
left join adds as c on c.document_id = h.document_id
left join breakdowns as b on b.document_id = h.document_id
