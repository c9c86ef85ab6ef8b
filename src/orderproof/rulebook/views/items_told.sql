-- What an order was told to come to before shipping, discounts and taxes: the last `items` of the order, its page, lists and
-- the account; and the last total that was told without any part beside it (`plain`). Bounds: the tellings that may be last.
-- key: order_id
-- branches: independent
with told as (
  select
    order_id,
    items,
    case
      when coalesce(items, discount, shipping, fees, tax, rounding) is null then total
    end as plain,
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
ends as (
  select
    order_id,
    last_of(happened, items is not null) as items_told_at,
    last_of(happened, plain is not null) as plain_told_at
  from told
  group by order_id
)
select
  t.order_id,
  count_of(t.items is not null) as item_tellings,
  count_of(t.plain is not null) as plain_tellings,
  last_of(t.happened, t.items is not null) as items_told_at,
  last_of(t.happened, t.plain is not null) as plain_told_at,
  min(t.items) filter (where t.happened_max >= e.items_told_at_min) as last_items_min,
  max(t.items) filter (where t.happened_max >= e.items_told_at_min) as last_items_max,
  min(t.plain) filter (where t.happened_max >= e.plain_told_at_min) as last_plain_min,
  max(t.plain) filter (where t.happened_max >= e.plain_told_at_min) as last_plain_max
from told as t
join ends as e on e.order_id = t.order_id
group by t.order_id
