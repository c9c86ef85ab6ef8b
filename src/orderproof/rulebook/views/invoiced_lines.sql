-- Every line of a document that stands for units of an order's line, beside what so many units cost by the order: net
-- where its prices exclude tax, or nobody says; with tax where they include it. Parts of bundles, which share one price,
-- stay out.
-- key: document_id, source, row_id
-- optional: lines.parent_line_id
with headers as (
  select document_id, min(order_id) as order_id, min(currency) as currency, max(currency) as other_currency,
    bool_or(certain) as is_sure
  from documents
  where kind in ('invoice', 'credit_note')
  group by document_id
),
bought as (
  select
    order_id,
    min(currency) as currency,
    max(currency) as other_currency,
    bool_or(certain) as is_there,
    bool_or(certain) and bool_and(coalesce(price_includes_tax, false)) as is_included,
    coalesce(bool_or(price_includes_tax), false) as may_be_included
  from orders
  group by order_id
),
priced as (
  select
    order_id,
    line_id,
    count_of(true) as line_rows,
    highest_of(unit_price, true) as price,
    count(*) - count(unit_price) as blanks
  from lines
  where parent_line_id is null and quantity > 0
  group by order_id, line_id
)
select
  d.document_id,
  d.source,
  d.row_id,
  h.order_id,
  h.currency,
  d.line_id,
  d.certain
    and h.is_sure
    and b.is_there
    and p.line_rows_min > 0
    and h.currency = h.other_currency
    and b.currency = b.other_currency as certain,
  abs(d.quantity) as units,
  abs(d.net + case when b.is_included then coalesce(d.tax, 0) else 0 end) as amount_min,
  abs(d.net + case when b.may_be_included then coalesce(d.tax, 0) else 0 end) as amount_max,
  abs(d.quantity) * p.price_min as worth_min,
  case when p.blanks = 0 then abs(d.quantity) * p.price_max end as worth_max
from document_lines as d
join headers as h on h.document_id = d.document_id
join bought as b on b.order_id = h.order_id
join priced as p on p.order_id = h.order_id and p.line_id = d.line_id
where d.quantity is not null
  and d.net is not null
  and (h.currency in (b.currency, b.other_currency) or h.other_currency in (b.currency, b.other_currency))
