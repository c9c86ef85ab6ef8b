-- Units of a line's SKU that the shelf gave and did not get back, beside those that are with the customer or came back
-- unfit for the shelf. `loose` are units given, thrown away or corrected away without saying for whom: any may be this
-- line's.
-- key: order_id, line_id, sku
-- optional: line_changes(return_requested), stock_moves(scrap), stock_moves(adjust), stock_moves(count)
with ordered as (
  select order_id, line_id, sku, count_of(true) as line_rows from lines group by order_id, line_id, sku
),
told as (
  select
    order_id,
    line_id,
    sum_of(quantity, change = 'shipped') as shipped,
    sum_of(quantity, change in ('returned', 'return_requested')) as returned
  from line_changes
  group by order_id, line_id
),
judged as (
  select order_id, coalesce(line_id, '') as line_id,
    sum_of(coalesce(quantity, 0), event = 'inspected' and disposition in ('scrap', 'quarantine')) as unfit
  from returns
  where line_id is not null and disposition is not null
  group by order_id, coalesce(line_id, '')
),
given as (
  select
    order_id,
    coalesce(line_id, '') as line_id,
    sku,
    sum_of(case when kind = 'ship' then quantity else -quantity end, kind in ('ship', 'restock')) as given,
    sum_of(quantity, kind = 'restock') as put_back
  from stock_moves
  where order_id is not null and line_id is not null
  group by order_id, coalesce(line_id, ''), sku
),
loose as (
  select
    sku,
    sum_of(
      case when kind in ('ship', 'scrap') then quantity else greatest(-quantity, 0) end,
      kind in ('ship', 'scrap', 'adjust', 'count')
    ) as given
  from stock_moves
  where order_id is null or line_id is null
  group by sku
)
select
  o.order_id,
  o.line_id,
  o.sku,
  o.line_rows_min,
  o.line_rows_max,
  coalesce(j.unfit_min, 0) as unfit_min,
  coalesce(j.unfit_max, 0) as unfit_max,
  coalesce(g.given_min, 0) as given_min,
  coalesce(g.given_max, 0) as given_max,
  coalesce(g.put_back_min, 0) as put_back_min,
  coalesce(g.put_back_max, 0) as put_back_max,
  coalesce(t.shipped_min, 0) - coalesce(t.returned_max, 0) as kept_min,
  coalesce(t.shipped_max, 0) - coalesce(t.returned_min, 0) as kept_max,
  0 as loose_given_min,
  coalesce(l.given_max, 0) as loose_given_max
from ordered as o
left join told as t on t.order_id = o.order_id and t.line_id = o.line_id
left join judged as j on j.order_id = o.order_id and j.line_id = o.line_id
left join given as g on g.order_id = o.order_id and g.line_id = o.line_id and g.sku = o.sku
left join loose as l on l.sku = o.sku
