-- Lines of which units were cancelled while the customer was asking for other lines to be cancelled. `strays` are rows
-- that fall wholly inside such a command, `named` counts commands that mean this line, or the whole order; `excused`:
-- the line is, or belongs to, a bundle, or it was backordered.
-- key: order_id, line_id
-- optional: lines.parent_line_id, line_changes(backordered)
with asked as (
  select order_id, line_id, verb, outcome, certain, invoked_at, coalesce(answered_at, invoked_at) as answered_at
  from commands
  where verb in ('cancel', 'cancel_line', 'cancel_only', 'edit', 'create_return') and order_id is not null
),
dropped as (
  select order_id, line_id, certain, happened_min, happened_max from line_changes where change = 'cancelled'
),
cancelled as (
  select order_id, line_id, count_of(true) as cancels from dropped group by order_id, line_id
),
strays as (
  select
    d.order_id,
    d.line_id,
    count(*) filter (
      where d.certain and a.certain and d.happened_min >= a.invoked_at and d.happened_max <= a.answered_at
    ) as strays_min,
    count(*) as strays_max
  from dropped as d
  join asked as a on a.order_id = d.order_id and a.line_id <> d.line_id
  where a.verb = 'cancel_line' and a.outcome = 'ok'
    and d.happened_max >= a.invoked_at and d.happened_min <= a.answered_at
  group by d.order_id, d.line_id
),
whole as (
  select order_id, count_of(true) as meant
  from asked
  where (verb <> 'cancel_line' or line_id is null) and outcome <> 'refused'
  group by order_id
),
own as (
  select order_id, line_id, count_of(true) as meant
  from asked
  where line_id is not null and outcome <> 'refused'
  group by order_id, line_id
),
excuses as (
  select order_id, '' as line_id, certain from lines where coalesce(parent_line_id, '') <> ''
  union all
  select order_id, line_id, certain from line_changes where change = 'backordered'
),
excused as (
  select order_id, line_id, count_of(true) as excuses from excuses group by order_id, line_id
)
select
  c.order_id,
  c.line_id,
  c.cancels_min,
  c.cancels_max,
  coalesce(s.strays_min, 0) as strays_min,
  coalesce(s.strays_max, 0) as strays_max,
  coalesce(w.meant_min, 0) + coalesce(o.meant_min, 0) as named_min,
  coalesce(w.meant_max, 0) + coalesce(o.meant_max, 0) as named_max,
  coalesce(b.excuses_min, 0) + coalesce(e.excuses_min, 0) as excused_min,
  coalesce(b.excuses_max, 0) + coalesce(e.excuses_max, 0) as excused_max
from cancelled as c
left join strays as s on s.order_id = c.order_id and s.line_id = c.line_id
left join whole as w on w.order_id = c.order_id
left join own as o on o.order_id = c.order_id and o.line_id = c.line_id
left join excused as b on b.order_id = c.order_id and b.line_id = ''
left join excused as e on e.order_id = c.order_id and e.line_id = c.line_id
