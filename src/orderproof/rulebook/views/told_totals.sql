-- Every total that a message told, and how many totals of the order there were that it may have meant.
-- `shown`: totals that the order's own pages had surely shown before, and after its last edit. `same`: totals shown
-- anywhere, at any time, of that amount, be it the amount due; a message tells major units, whatever their exponent.
-- key: order_id, notice_id, row_id
-- optional: order_totals.due, lines, orders
with currencies as (
  select order_id, currency, bool_or(certain) as certain from orders group by order_id, currency
),
told as (
  select
    n.order_id,
    n.notice_id,
    n.row_id,
    n.template,
    n.told['total'] as told_total,
    try_cast(n.told['total'] as decimal(18, 3)) as amount,
    n.certain and (n.told['currency'] is null or coalesce(o.certain, false)) as certain,
    n.happened_min,
    n.happened_max
  from notices as n
  left join currencies as o on o.order_id = n.order_id and o.currency = n.told['currency']
  where n.event = 'sent'
    and try_cast(n.told['total'] as decimal(18, 3)) is not null
    and (n.told['currency'] is null or o.currency is not null)
),
edits as (
  select order_id, happened_min, happened_max
  from (
    select order_id, happened_min, happened_max, min(happened_min) over (partition by order_id) as ordered_at from lines
  )
  where happened_min > ordered_at
),
edited as (
  select t.order_id, t.notice_id, t.row_id, max(e.happened_max) as edited_at
  from told as t
  join edits as e on e.order_id = t.order_id and e.happened_min <= t.happened_max
  group by t.order_id, t.notice_id, t.row_id
),
compared as (
  select
    t.order_id,
    t.notice_id,
    t.row_id,
    o.certain,
    o.surface in ('order', 'detail', 'account', 'list')
      and o.happened_max <= t.happened_min and o.happened_min >= coalesce(e.edited_at, $epoch) as is_shown,
    o.surface in ('order', 'detail', 'account', 'list') and o.happened_min <= t.happened_max as may_be_shown,
    coalesce(
      o.total in (t.amount, t.amount * 100, t.amount * 1000) or o.due in (t.amount, t.amount * 100, t.amount * 1000),
      false
    ) as is_same
  from told as t
  join order_totals as o on o.order_id = t.order_id
  left join edited as e on e.order_id = t.order_id and e.notice_id = t.notice_id and e.row_id = t.row_id
  where o.surface <> 'mail' and o.total is not null
),
counted as (
  select
    order_id,
    notice_id,
    row_id,
    count(*) filter (where is_shown and certain) as shown_min,
    count(*) filter (where may_be_shown) as shown_max,
    count(*) filter (where is_same and certain) as same_min,
    count(*) filter (where is_same) as same_max
  from compared
  group by order_id, notice_id, row_id
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.told_total,
  t.certain,
  c.shown_min,
  c.shown_max,
  c.same_min,
  c.same_max
from told as t
join counted as c on c.order_id = t.order_id and c.notice_id = t.notice_id and c.row_id = t.row_id
