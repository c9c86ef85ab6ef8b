-- What the lines of an order come to, before discounts and taxes: quantity times unit price, over all edits. `shippable`
-- lines may bring shipping with them, `nested` ones belong to a bundle, `extras` are discounts and taxes beside the lines.
-- key: order_id
-- branches: independent
with told as (
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
)
select
  order_id,
  count_of(what = 'line') as line_rows,
  sum_of(worth, what = 'line') as worth,
  count_of(is_shippable) as shippable,
  count_of(is_nested) as nested,
  count_of(what = 'extra') as extras
from told
group by order_id
