-- What a customer was told that an order costs. `lowest_total` and `highest_total` are over the order itself, its page
-- and its invoices; `lowest_shown` and `highest_shown` over the order, its page, lists and the account. `last_total`,
-- `last_due` and `last_quote` (one that names shipping and tax) lie between the tellings that may be the last.
-- key: order_id
-- branches: independent
with told as (
  select
    order_id, surface, total, due, shipping is not null and tax is not null as is_whole, certain, happened_min,
    happened_max
  from order_totals
  where total is not null
  union all
  select
    order_id, surface, total, cast(null as bigint) as due, false as is_whole, certain, $epoch as happened_min,
    $as_of as happened_max
  from order_totals
  where total is not null and false
),
ends as (
  select
    order_id,
    last_of(happened, surface in ('order', 'detail', 'invoice')) as told_at,
    last_of(happened, surface = 'quote') as quoted_at
  from told
  group by order_id
),
marked as (
  select
    t.order_id,
    t.surface,
    t.total,
    t.due,
    t.certain,
    t.happened_min,
    t.happened_max,
    t.surface in ('order', 'detail', 'list', 'account') as is_shown,
    t.surface in ('order', 'detail', 'invoice') and t.happened_max >= e.told_at_min as may_be_last,
    t.is_whole and t.surface = 'quote' and t.happened_max >= e.quoted_at_min as may_be_last_quote,
    not t.is_whole and t.surface = 'quote' and t.happened_max >= e.quoted_at_min as may_hide_last_quote
  from told as t
  join ends as e on e.order_id = t.order_id
)
select
  order_id,
  count_of(surface in ('order', 'detail', 'invoice')) as totals,
  lowest_of(total, surface in ('order', 'detail', 'invoice')) as lowest_total,
  highest_of(total, surface in ('order', 'detail', 'invoice')) as highest_total,
  last_of(happened, surface in ('order', 'detail', 'invoice')) as told_at,
  min(total) filter (where may_be_last) as last_total_min,
  max(total) filter (where may_be_last) as last_total_max,
  coalesce(min(due) filter (where may_be_last), 0) as last_due_min,
  coalesce(max(due) filter (where may_be_last), 0) as last_due_max,
  count_of(is_shown) as shown,
  count_of(is_shown or surface = 'quote') as tellings,
  lowest_of(total, is_shown) as lowest_shown,
  highest_of(total, is_shown) as highest_shown,
  last_of(happened, is_shown) as shown_at,
  case
    when bool_or(may_be_last_quote and certain) and not bool_or(may_hide_last_quote)
      then min(total) filter (where may_be_last_quote)
    else least(min(total) filter (where may_be_last_quote), min(total) filter (where is_shown))
  end as last_quote_min,
  case
    when bool_or(may_be_last_quote and certain) and not bool_or(may_hide_last_quote)
      then max(total) filter (where may_be_last_quote)
    else greatest(max(total) filter (where may_be_last_quote), max(total) filter (where is_shown))
  end as last_quote_max
from marked
group by order_id
