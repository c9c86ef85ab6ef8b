-- What a document says of itself against what it adds up to: `gross` against net and tax (with or without the rounding
-- that it declares), the sizes of `net` and `tax` against its lines. `steps` is how often the lines may have been
-- rounded beyond the first. What the document says it adds to the whole, and the tax on that, stands on no line.
-- key: document_id, part
-- branches: independent
with papers as (
  select
    document_id, order_id, currency, net, tax, gross,
    case
      when abs(gross - net - tax) <= abs(gross - net - tax - coalesce(rounding, 0)) then net + tax
      else net + tax + rounding
    end as added,
    charges,
    certain
  from documents
  where kind in ('invoice', 'credit_note')
  union all
  select document_id, order_id, currency, net, tax, gross, net + tax as added, cast(null as bigint) as charges, certain
  from documents
  where kind in ('invoice', 'credit_note') and false
),
headers as (
  select
    document_id,
    min(order_id) as order_id,
    min(currency) as currency,
    count_of(gross is not null and net is not null and tax is not null) as sums,
    min(gross) filter (where net is not null and tax is not null) as gross_low,
    max(gross) filter (where net is not null and tax is not null) as gross_high,
    min(added) filter (where gross is not null) as added_low,
    max(added) filter (where gross is not null) as added_high,
    count_of(net is not null) as nets,
    min(abs(net)) as net_low,
    max(abs(net)) as net_high,
    count_of(tax is not null) as taxings,
    min(abs(tax)) as tax_low,
    max(abs(tax)) as tax_high,
    coalesce(min(abs(charges)), 0) as charges_low,
    coalesce(max(abs(charges)), 0) as charges_high
  from papers
  group by document_id
),
lines_of as (
  select document_id, count_of(true) as line_rows, sum_of(net, true) as net, sum_of(tax, true) as tax
  from document_lines
  group by document_id
)
select
  document_id,
  'gross' as part,
  order_id,
  currency,
  sums_min as seen_min,
  sums_max as seen_max,
  gross_low as told_min,
  gross_high as told_max,
  added_low as added_min,
  added_high as added_max,
  0 as steps_min,
  0 as steps_max
from headers
where sums_max > 0
union all
select
  h.document_id,
  'net' as part,
  h.order_id,
  h.currency,
  least(h.nets_min, l.line_rows_min) as seen_min,
  least(h.nets_max, l.line_rows_max) as seen_max,
  h.net_low as told_min,
  h.net_high as told_max,
  greatest(l.net_min, -l.net_max, 0) + h.charges_low as added_min,
  greatest(l.net_max, -l.net_min) + h.charges_high as added_max,
  l.line_rows_min - 1 as steps_min,
  l.line_rows_max - 1 as steps_max
from headers as h
join lines_of as l on l.document_id = h.document_id
where h.nets_max > 0
union all
select
  h.document_id,
  'tax' as part,
  h.order_id,
  h.currency,
  least(h.taxings_min, l.line_rows_min) as seen_min,
  least(h.taxings_max, l.line_rows_max) as seen_max,
  h.tax_low as told_min,
  h.tax_high as told_max,
  greatest(l.tax_min, -l.tax_max, 0) + h.charges_low as added_min,
  greatest(l.tax_max, -l.tax_min) + h.charges_high as added_max,
  l.line_rows_min - 1 as steps_min,
  l.line_rows_max - 1 as steps_max
from headers as h
join lines_of as l on l.document_id = h.document_id
where h.taxings_max > 0
