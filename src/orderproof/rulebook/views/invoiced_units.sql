-- Units of an order's line: ordered, cancelled before the first invoice, invoiced, and credited again. An invoice that
-- was voided, or that a later one refers to, counts for nothing. Where two sources tell a document, the smaller count is
-- sure, the larger possible. `cancelled` only acquits.
-- key: order_id, line_id
-- optional: line_changes, documents.refers_to
with papers as (
  select order_id, document_id, kind, refers_to, certain, happened_min, happened_max
  from documents
  where kind in ('invoice', 'credit_note', 'void')
),
overrulings as (
  select coalesce(refers_to, document_id) as document_id, certain from papers where kind = 'void'
  union all
  select refers_to as document_id, certain from papers where kind = 'invoice' and refers_to <> document_id
),
overruled as (
  select document_id, count_of(true) as overrulings from overrulings group by document_id
),
issued as (
  select order_id, document_id, kind, count_of(true) as told, first_of(happened, true) as issued_at
  from papers
  where kind in ('invoice', 'credit_note')
  group by order_id, document_id, kind
),
standing as (
  select i.*, i.told_min > 0 and coalesce(o.overrulings_max, 0) = 0 as is_sure
  from issued as i
  left join overruled as o on o.document_id = i.document_id
  where coalesce(o.overrulings_min, 0) = 0
),
told as (
  select document_id, line_id, source, sum_of(abs(quantity), true) as units
  from document_lines
  where line_id is not null
  group by document_id, line_id, source
),
units_of as (
  select
    document_id,
    line_id,
    coalesce(min(units_min), 0) as units_min,
    case when count(*) = count(units_max) then max(units_max) else 1000000000 end as units_max
  from told
  group by document_id, line_id
),
papered as (
  select
    s.order_id,
    u.line_id,
    count(*) filter (where s.kind = 'invoice' and s.is_sure and u.units_min > 0) as invoices_min,
    count(*) filter (where s.kind = 'invoice') as invoices_max,
    min(s.issued_at_min) filter (where s.kind = 'invoice') as issued_from,
    coalesce(min(s.issued_at_max) filter (where s.kind = 'invoice' and s.is_sure), $never) as issued_until,
    cast(coalesce(sum(u.units_min) filter (where s.kind = 'invoice' and s.is_sure), 0) as bigint) as invoiced_min,
    cast(coalesce(sum(u.units_max) filter (where s.kind = 'invoice'), 0) as bigint) as invoiced_max,
    cast(coalesce(sum(u.units_min) filter (where s.kind = 'credit_note' and s.is_sure), 0) as bigint) as credited_min,
    cast(coalesce(sum(u.units_max) filter (where s.kind = 'credit_note'), 0) as bigint) as credited_max
  from standing as s
  join units_of as u on u.document_id = s.document_id
  group by s.order_id, u.line_id
),
bought as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0), true) as ordered
  from lines
  group by order_id, line_id
),
dropped as (
  select
    c.order_id,
    c.line_id,
    cast(sum(c.quantity) filter (where c.certain and c.happened_max < p.issued_from) as bigint) as cancelled_min,
    cast(sum(c.quantity) filter (where c.happened_min < p.issued_until) as bigint) as cancelled_max
  from line_changes as c
  join papered as p on p.order_id = c.order_id and p.line_id = c.line_id
  where c.change = 'cancelled'
  group by c.order_id, c.line_id
)
select
  p.order_id,
  p.line_id,
  least(p.invoices_min, b.line_rows_min) as invoices_min,
  least(p.invoices_max, b.line_rows_max) as invoices_max,
  p.invoiced_min,
  p.invoiced_max,
  p.credited_min,
  p.credited_max,
  b.ordered_min,
  b.ordered_max,
  coalesce(d.cancelled_min, 0) as cancelled_min,
  coalesce(d.cancelled_max, 0) as cancelled_max
from papered as p
join bought as b on b.order_id = p.order_id and b.line_id = p.line_id
left join dropped as d on d.order_id = p.order_id and d.line_id = p.line_id
