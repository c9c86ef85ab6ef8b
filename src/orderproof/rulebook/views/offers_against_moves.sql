-- Every number of units that was offered, against the most and the fewest that the moves leave free.
-- What is free follows the profile's formula: units on the shelf, less those reserved, less those that the row itself
-- says are kept back. What ships uses up its reservation, by a release of its own or by the shipment, as the profile
-- says (`ends`); where it says nothing, nothing is known of what is free. `location` is empty for all places together.
-- A level to a channel counts where the profile says that channels are told the whole.
-- In `mode` told, a level speaks of some instant between asking and answer, less the staleness that its surface may
-- have. In `mode` shown, a surface that is told every change shows a level until it is told the next: by then it may be
-- as old as the time in which a change must reach it. A next level that may not have been told leaves that open: the
-- bounds that acquit surely are then out of reach. `lowest` and `highest` are as in stock_told_against_moves.
-- A channel may be told less of what cannot be bought there, or of what is set aside in part: such levels stay out.
-- `strangers` counts places whose record begins midway: what lay there is not known.
-- key: sku, location, source, row_id, mode
-- optional: orders, listings, allocations, profile_propagation, stock_moves.order_id, stock_levels.asked_at, stock_levels.observed_at, stock_levels.channel, stock_levels.safety, stock_levels.location, stock_levels.on_hand, stock_moves(reserve)
with policy as (
  select
    formula,
    coalesce(reservation_ends, '') as ends,
    coalesce(channels_told, '') as channels_told,
    formula in ('on_hand - reserved', 'on_hand - reserved - safety') as less_reserved,
    formula in ('on_hand - safety', 'on_hand - reserved - safety') as less_safety
  from profile_stock
),
levels as (
  select
    s.sku,
    coalesce(s.location, '') as location,
    coalesce(s.channel, '') as channel,
    s.surface,
    s.source,
    s.row_id,
    s.certain,
    s.happened_min,
    s.happened_max,
    s.asked_at,
    coalesce(s.asked_at, s.happened_min) as told_from,
    greatest(
      s.happened_max, coalesce(s.asked_at, s.happened_max), case when s.asked_at is not null then s.observed_at end
    ) as told_until,
    s.available as units,
    case when p.less_safety then s.safety else 0 end as safety
  from stock_levels as s
  cross join policy as p
  where s.available is not null
    and (s.channel is null or p.channels_told = 'whole')
    and (not p.less_reserved or p.ends <> '')
),
-- a channel may be told less where a SKU cannot be bought there, or only so many are set aside for it
limits as (
  select sku, coalesce(channel, '') as channel, certain from listings where not sellable
  union all
  select sku, coalesce(channel, '') as channel, certain from allocations
),
limited as (
  select l.sku, l.source, l.row_id, bool_or(m.certain) as is_sure
  from levels as l
  join limits as m on m.sku = l.sku and m.channel in ('', l.channel)
  where l.channel <> ''
  group by l.sku, l.source, l.row_id
),
followed as (
  select
    *,
    min(happened_min) over later as next_min,
    min(case when certain then happened_min end) over later as next_sure_min,
    min(case when certain then happened_max end) over later as next_max
  from levels
  where asked_at is null
  window later as (
    partition by sku, location, channel, surface, source order by happened_min, row_id
    rows between 1 following and unbounded following
  )
),
told as (
  select
    l.sku, l.location, l.source, l.row_id, 'told' as mode, l.units, l.safety, l.certain, false as is_open,
    coalesce(m.is_sure, false) as is_limited, m.row_id is not null as may_be_limited,
    l.told_from - p.staleness as true_from, l.told_until as true_until
  from levels as l
  join profile_surfaces as p on p.surface = l.surface
  left join limited as m on m.sku = l.sku and m.source = l.source and m.row_id = l.row_id
  where l.safety is not null
  union all
  select
    f.sku, f.location, f.source, f.row_id, 'shown' as mode, f.units, f.safety, f.certain,
    coalesce(f.next_min, $as_of) <> coalesce(f.next_sure_min, $as_of) as is_open,
    coalesce(m.is_sure, false) as is_limited, m.row_id is not null as may_be_limited,
    coalesce(f.next_min, $as_of) - p.within as true_from, coalesce(f.next_max, $as_of) as true_until
  from followed as f
  join profile_propagation as p on p.surface = f.surface
  left join limited as m on m.sku = f.sku and m.source = f.source and m.row_id = f.row_id
  where f.safety is not null
),
owned as (
  select
    order_id,
    sku,
    location,
    count_of(kind = 'reserve') as reserves,
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
      when m.kind in ('receive', 'restock', 'transfer_in', 'adjust', 'count') then m.quantity
      when m.kind in ('transfer_out', 'scrap') then -m.quantity
      when m.kind = 'ship' and p.less_reserved and p.ends = 'shipment' and coalesce(o.reserves_max, 0) > 0 then 0
      when m.kind = 'ship' then -m.quantity
      when m.kind = 'reserve' and p.less_reserved then -m.quantity
      when m.kind in ('release', 'expire') and p.less_reserved then m.quantity
      else 0
    end as units,
    -- more was shipped for the order than is surely kept for it: what of it was free before is not known
    m.kind = 'ship' and p.less_reserved and p.ends = 'shipment' and coalesce(o.reserves_max, 0) > 0
      and o.shipped_max > o.reserved_min - o.released_max as is_open,
    m.quantity
  from stock_moves as m
  cross join policy as p
  left join owned as o on o.order_id = m.order_id and o.sku = m.sku and o.location = m.location
),
effects as (
  select sku, location, certain, happened_min, happened_max, units from deltas where units <> 0
  union all
  select sku, location, false as certain, happened_min, happened_max, -quantity as units from deltas where is_open
),
wholes as (
  select sku from levels where location = '' group by sku
),
changes as (
  select sku, location, certain, happened_min, happened_max, units from effects
  union all
  select e.sku, '' as location, e.certain, e.happened_min, e.happened_max, e.units
  from effects as e
  join wholes as w on w.sku = e.sku
),
marks as (
  select
    sku, location, happened_min as instant, 1 as step, units as may, 0 as must, certain, null as source,
    null as row_id, null as mode
  from changes
  union all
  select
    sku, location, happened_max as instant, 1 as step, 0 as may, units as must, certain, null as source,
    null as row_id, null as mode
  from changes
  union all
  select sku, location, true_from as instant, 0 as step, 0 as may, 0 as must, certain, source, row_id, mode from told
  union all
  select sku, location, true_until as instant, 2 as step, 0 as may, 0 as must, certain, source, row_id, mode from told
),
running as (
  select
    sku,
    source,
    row_id,
    mode,
    step,
    sum(greatest(may, 0)) over in_time as came,
    sum(case when certain then greatest(may, 0) else 0 end) over in_time as surely_came,
    sum(greatest(-may, 0)) over in_time as went,
    sum(case when certain then greatest(-may, 0) else 0 end) over in_time as surely_went,
    sum(greatest(must, 0)) over in_time as had_come,
    sum(case when certain then greatest(must, 0) else 0 end) over in_time as had_surely_come,
    sum(greatest(-must, 0)) over in_time as had_gone,
    sum(case when certain then greatest(-must, 0) else 0 end) over in_time as had_surely_gone
  from marks
  window in_time as (partition by sku, location order by instant, step)
),
spans as (
  select
    sku,
    source,
    row_id,
    mode,
    max(came) filter (where step = 2) as came,
    max(surely_came) filter (where step = 2) as surely_came,
    max(went) filter (where step = 2) as went,
    max(surely_went) filter (where step = 2) as surely_went,
    max(had_come) filter (where step = 0) as had_come,
    max(had_surely_come) filter (where step = 0) as had_surely_come,
    max(had_gone) filter (where step = 0) as had_gone,
    max(had_surely_gone) filter (where step = 0) as had_surely_gone
  from running
  where row_id is not null
  group by sku, source, row_id, mode
),
-- where a record begins: the first sign of a place is that something came in, or that it was in use already
signs as (
  select sku, location, certain, happened_min, happened_max, opens, not opens as uses from deltas
  union all
  select
    sku, coalesce(location, '') as location, certain, coalesce(asked_at, happened_min) as happened_min,
    greatest(happened_max, coalesce(asked_at, happened_max)) as happened_max, false as opens, true as uses
  from stock_levels
  where location is not null and (on_hand <> 0 or available <> 0)
  union all
  select m.sku, m.location, m.certain and o.certain as certain, o.happened_min, o.happened_max, false as opens, true as uses
  from stock_moves as m
  join orders as o on o.order_id = m.order_id
),
cells as (
  select sku, location, count_of(true) as signs, count_of(opens) as openings, first_of(happened, opens) as opened_at, first_of(happened, uses) as used_at
  from signs
  group by sku, location
),
strange as (
  select
    sku,
    location,
    case when openings_max > 0 and opened_at_min <= used_at_max then 0 else 1 end as strangers_min,
    case when openings_min > 0 and opened_at_max <= used_at_min then 0 else 1 end as strangers_max,
    signs_min > 0 as is_place
  from cells
),
told_whole as (
  select
    sku,
    min(coalesce(asked_at, happened_min)) as told_at_min,
    min(greatest(happened_max, coalesce(asked_at, happened_max))) filter (where certain) as told_at_max
  from stock_levels
  where location is null and (on_hand <> 0 or available <> 0)
  group by sku
),
strangers as (
  select sku, location, strangers_min, strangers_max from strange
  union all
  select
    s.sku, '' as location,
    coalesce(sum(s.strangers_min) filter (where s.is_place), 0)
      + max(case when coalesce(t.told_at_max, $never) < c.opened_at_min then 1 else 0 end) as strangers_min,
    sum(s.strangers_max)
      + max(case when coalesce(t.told_at_min, $as_of) < c.opened_at_max then 1 else 0 end) as strangers_max
  from strange as s
  join (select sku, min(opened_at_min) as opened_at_min, min(opened_at_max) as opened_at_max from cells group by sku) as c on c.sku = s.sku
  left join told_whole as t on t.sku = s.sku
  group by s.sku
)
select
  t.sku,
  t.location,
  t.source,
  t.row_id,
  t.mode,
  t.certain,
  t.units,
  cast(
    case when t.may_be_limited then -1000000000000 else s.had_surely_come - s.went - t.safety end as bigint
  ) as lowest_min,
  cast(case when t.is_open or t.may_be_limited then 1000000000000 else s.had_come - s.surely_went - t.safety end as bigint) as lowest_max,
  cast(
    case when t.is_open or t.may_be_limited then -1000000000000 else s.surely_came - s.had_gone - t.safety end as bigint
  ) as highest_min,
  cast(
    case when t.may_be_limited then 1000000000000 else s.came - s.had_surely_gone - t.safety end as bigint
  ) as highest_max,
  cast(coalesce(g.strangers_min, 1) as bigint) as strangers_min,
  cast(coalesce(g.strangers_max, 1) as bigint) as strangers_max
from told as t
join spans as s on s.sku = t.sku and s.source = t.source and s.row_id = t.row_id and s.mode = t.mode
left join strangers as g on g.sku = t.sku and g.location = t.location
where not t.is_limited
