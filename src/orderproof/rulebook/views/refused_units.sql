-- What was asked for and refused as sold out, beside the fewest units that were free meanwhile at the place with the
-- fewest, less the most that is told to be kept back. `free` is certain for every instant between asking and answer.
-- `strangers` counts places whose record begins midway.
-- key: command_id, sku
-- optional: stock_levels, orders, stock_moves.order_id, stock_moves(reserve), stock_moves(release), stock_moves(expire), stock_moves(ship), commands.answered_at
with refusals as (
  select command_id, sku, certain, quantity as units, invoked_at as asked_at, coalesce(answered_at, invoked_at) as told_at
  from commands
  where outcome = 'refused' and refusal = 'out_of_stock' and sku is not null and quantity is not null
    and command_id is not null
),
owned as (
  select
    order_id,
    sku,
    location,
    sum_of(quantity, kind = 'reserve') as reserved,
    sum_of(quantity, kind in ('release', 'expire')) as released,
    sum_of(quantity, kind = 'ship') as shipped
  from stock_moves
  where order_id is not null
  group by order_id, sku, location
),
deltas as (
  select
    m.sku,
    m.location,
    m.certain,
    m.happened_min,
    m.happened_max,
    m.kind in ('receive', 'count', 'transfer_in') and m.quantity >= 0 as opens,
    case
      when m.kind in ('receive', 'restock', 'transfer_in', 'adjust', 'count', 'release', 'expire') then m.quantity
      when m.kind = 'ship' and p.reservation_ends = 'shipment' and o.shipped_max <= o.reserved_min - o.released_max then 0
      else -m.quantity
    end as units
  from stock_moves as m
  cross join profile_stock as p
  left join owned as o on o.order_id = m.order_id and o.sku = m.sku and o.location = m.location
),
places as (
  select sku, location, bool_or(certain) as is_sure from stock_moves group by sku, location
),
asked as (
  select r.command_id, r.sku, p.location, p.is_sure, r.asked_at, r.told_at
  from refusals as r
  join places as p on p.sku = r.sku
),
marks as (
  select
    sku, location, happened_min as instant, 1 as step, greatest(-units, 0) as may_go, 0 as has_come, certain,
    null as command_id
  from deltas
  union all
  select
    sku, location, happened_max as instant, 1 as step, 0 as may_go, greatest(units, 0) as has_come, certain,
    null as command_id
  from deltas
  union all
  select sku, location, asked_at as instant, 0 as step, 0 as may_go, 0 as has_come, true as certain, command_id from asked
  union all
  select sku, location, told_at as instant, 2 as step, 0 as may_go, 0 as has_come, true as certain, command_id from asked
),
running as (
  select
    command_id,
    sku,
    location,
    step,
    sum(may_go) over in_time as went,
    sum(case when certain then may_go else 0 end) over in_time as surely_went,
    sum(has_come) over in_time as had_come,
    sum(case when certain then has_come else 0 end) over in_time as had_surely_come
  from marks
  window in_time as (partition by sku, location order by instant, step)
),
spans as (
  select
    command_id,
    sku,
    location,
    max(had_surely_come) filter (where step = 0) - max(went) filter (where step = 2) as free_min,
    max(had_come) filter (where step = 0) - max(surely_went) filter (where step = 2) as free_max
  from running
  where command_id is not null
  group by command_id, sku, location
),
scarcest as (
  select s.command_id, s.sku, min(s.free_min) as free_min, min(s.free_max) filter (where a.is_sure) as free_max
  from spans as s
  join asked as a on a.command_id = s.command_id and a.sku = s.sku and a.location = s.location
  group by s.command_id, s.sku
),
safety_told as (
  select sku, max(safety) as safety, max(safety) filter (where certain) as sure_safety from stock_levels group by sku
),
signs as (
  select sku, location, certain, happened_min, happened_max, opens, not opens as uses from deltas
  union all
  select sku, coalesce(location, '') as location, certain, happened_min, happened_max, false as opens, true as uses
  from stock_levels
  where location is not null and on_hand <> 0
  union all
  select m.sku, m.location, m.certain and o.certain as certain, o.happened_min, o.happened_max, false as opens, true as uses
  from stock_moves as m
  join orders as o on o.order_id = m.order_id
),
cells as (
  select sku, location, count_of(opens) as openings, first_of(happened, opens) as opened_at, first_of(happened, uses) as used_at
  from signs
  group by sku, location
),
strange as (
  select
    sku,
    sum(case when openings_min > 0 and opened_at_max <= used_at_min then 0 else 1 end) as strangers_max
  from cells
  group by sku
)
select
  r.command_id,
  r.sku,
  r.certain,
  r.units,
  r.asked_at,
  cast(s.free_min - coalesce(t.safety, 0) as bigint) as free_min,
  cast(s.free_max - coalesce(t.sure_safety, 0) as bigint) as free_max,
  0 as strangers_min,
  cast(coalesce(g.strangers_max, 1) as bigint) as strangers_max
from refusals as r
join scarcest as s on s.command_id = r.command_id and s.sku = r.sku
left join safety_told as t on t.sku = r.sku
left join strange as g on g.sku = r.sku
