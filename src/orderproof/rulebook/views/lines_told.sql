-- What the lines of an order come to (quantity times unit price, over all edits, before discounts and taxes), and what
-- was told that they come to: the last `items` of the order, its page, lists or the account. A total that was told
-- without any part stands for the items where nothing else can be in it: nothing to ship, no discount, no tax. `nested`
-- lines belong to a bundle.
-- key: order_id
-- branches: independent
with parts as (
  select
    order_id, 'line' as what, quantity * unit_price as worth, coalesce(requires_shipping, true) as is_shippable,
    parent_line_id is not null as is_nested, certain
  from lines
  union all
  select
    order_id, 'line' as what, quantity * unit_price as worth, true as is_shippable, false as is_nested, certain
  from lines
  where false
  union all
  select order_id, 'extra' as what, 0 as worth, false as is_shippable, false as is_nested, certain from discounts
  union all
  select order_id, 'extra' as what, 0 as worth, false as is_shippable, false as is_nested, certain from taxes
),
sums as (
  select
    order_id,
    count_of(what = 'line') as line_rows,
    sum_of(worth, what = 'line') as worth,
    count_of(is_nested) as nested,
    count_of(is_shippable or what = 'extra') as others
  from parts
  group by order_id
),
shown as (
  select
    order_id,
    items,
    case when coalesce(items, discount, shipping, fees, tax, rounding) is null then total end as plain,
    certain,
    happened_min,
    happened_max
  from order_totals
  where surface in ('order', 'detail', 'list', 'account')
  union all
  select
    order_id, cast(null as bigint) as items, total as plain, certain, $epoch as happened_min, $as_of as happened_max
  from order_totals
  where surface in ('order', 'detail', 'list', 'account') and false
),
itemised as (
  select order_id, count_of(items is not null) as item_tellings from shown group by order_id
),
told as (
  select
    s.order_id,
    coalesce(s.items, s.plain) as amount,
    s.certain and (s.items is not null or (i.item_tellings_max = 0 and w.others_max = 0)) as certain,
    s.happened_min,
    s.happened_max
  from shown as s
  join itemised as i on i.order_id = s.order_id
  join sums as w on w.order_id = s.order_id
  where s.items is not null or (s.plain is not null and i.item_tellings_min = 0 and w.others_min = 0)
),
ends as (
  select order_id, count_of(true) as tellings, last_of(happened, true) as told_at from told group by order_id
),
lasts as (
  select
    t.order_id,
    min(e.tellings_min) as tellings_min,
    max(e.tellings_max) as tellings_max,
    min(e.told_at_min) as told_at_min,
    max(e.told_at_max) as told_at_max,
    min(t.amount) as told_min,
    max(t.amount) as told_max
  from told as t
  join ends as e on e.order_id = t.order_id
  where t.happened_max >= e.told_at_min
  group by t.order_id
)
select
  w.order_id,
  w.line_rows_min,
  w.line_rows_max,
  w.worth_min,
  w.worth_max,
  w.nested_min,
  w.nested_max,
  coalesce(l.tellings_min, 0) as tellings_min,
  coalesce(l.tellings_max, 0) as tellings_max,
  coalesce(l.told_at_min, $epoch) as told_at_min,
  coalesce(l.told_at_max, $epoch) as told_at_max,
  l.told_min,
  l.told_max
from sums as w
left join lasts as l on l.order_id = w.order_id
