-- What a document that declares to follow EN 16931 says is taxed in one category at one rate, beside the lines of that
-- category and rate, with what is added to the whole and without what is taken off. `unrated` counts what cannot be put
-- to a rate: lines and adjustments that name none, and what is added or taken off, or may be, and stands in no list.
-- key: document_id, category, rate
-- optional: document_adjustments, documents.charges, documents.allowances
with headers as (
  select
    document_id,
    min(order_id) as order_id,
    min(currency) as currency,
    count_of(true) as papers,
    max(abs(charges) + abs(allowances)) as adjusted
  from documents
  where kind in ('invoice', 'credit_note') and standard = 'en16931'
  group by document_id
),
told as (
  select document_id, coalesce(category, '') as category, rate, count_of(true) as tax_rows, sum_of(base, true) as told
  from document_taxes
  where rate is not null
  group by document_id, coalesce(category, ''), rate
),
rated as (
  select document_id, coalesce(category, '') as category, rate, count_of(true) as line_rows, sum_of(net, true) as net
  from document_lines
  where rate is not null
  group by document_id, coalesce(category, ''), rate
),
blank_lines as (
  select document_id, count_of(rate is null) as unrated, count_of(true) as line_rows
  from document_lines
  group by document_id
),
blank_adjustments as (
  select document_id, count_of(rate is null) as unrated, count_of(true) as adjustments
  from document_adjustments
  group by document_id
),
listed as (
  select count(*) as adjustments from document_adjustments
),
adjusted as (
  select
    document_id,
    coalesce(category, '') as category,
    rate,
    sum_of(case when kind = 'charge' then amount else -amount end, kind in ('allowance', 'charge')) as added
  from document_adjustments
  where rate is not null
  group by document_id, coalesce(category, ''), rate
)
select
  t.document_id,
  t.category,
  t.rate,
  h.order_id,
  h.currency,
  least(h.papers_min, t.tax_rows_min) as seen_min,
  least(h.papers_max, t.tax_rows_max) as seen_max,
  t.told_min,
  t.told_max,
  case when r.document_id is null then 0 else r.net_min end + coalesce(a.added_min, 0) as added_min,
  case when r.document_id is null then 0 else r.net_max end + coalesce(a.added_max, 0) as added_max,
  coalesce(r.line_rows_min, 0) as steps_min,
  coalesce(r.line_rows_max, 0) as steps_max,
  coalesce(b.unrated_min, 0)
    + case when coalesce(b.line_rows_max, 0) = 0 then 1 else 0 end
    + coalesce(c.unrated_min, 0)
    + case
      when coalesce(c.adjustments_max, 0) = 0 and coalesce(h.adjusted, 1 - least(listed.adjustments, 1)) > 0 then 1
      else 0
    end as unrated_min,
  coalesce(b.unrated_max, 0)
    + case when coalesce(b.line_rows_min, 0) = 0 then 1 else 0 end
    + coalesce(c.unrated_max, 0)
    + case
      when coalesce(c.adjustments_min, 0) = 0 and coalesce(h.adjusted, 1 - least(listed.adjustments, 1)) > 0 then 1
      else 0
    end as unrated_max
from told as t
join headers as h on h.document_id = t.document_id
cross join listed
left join rated as r on r.document_id = t.document_id and r.category = t.category and r.rate = t.rate
left join adjusted as a on a.document_id = t.document_id and a.category = t.category and a.rate = t.rate
left join blank_lines as b on b.document_id = t.document_id
left join blank_adjustments as c on c.document_id = t.document_id
