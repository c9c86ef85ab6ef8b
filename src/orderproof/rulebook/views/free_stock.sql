-- What was free at one location right after goods were reserved there, at its lowest: on the shelf and promised to
-- nobody. `backordered` are units of the SKU that were told to be backordered: they may be promised and not be there.
-- What ships uses up its reservation. Where that has a release of its own (`ends` is `release`), goods that left count
-- as gone when the last release of their order is told, so that nothing is taken off twice in between; where it has
-- none, or nobody says, goods that were kept count as gone when they were reserved. An order that reserves several
-- times moves what it holds: its releases count from its last reservation on. Moves that name no order may be anybody's:
-- of those, releases count from the first instant on, reservations and shipments take nothing away. `safety` is the
-- lowest that was told to be kept back, and `guarded` the reservations made after that.
-- key: sku, location
-- optional: stock_moves.order_id, stock_levels, stock_moves(release), stock_moves(expire), stock_moves(ship), lines
with owned as (
  select
    order_id,
    sku,
    location,
    count_of(kind = 'reserve') as reserves,
    last_of(happened, kind = 'reserve') as reserved_at,
    count_of(kind in ('release', 'expire')) as releases,
    last_of(happened, kind in ('release', 'expire')) as released_at
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
    m.order_id,
    m.kind = 'reserve' as is_reserve,
    case
      when m.kind in ('receive', 'restock', 'transfer_in', 'adjust', 'count') then m.quantity
      when m.kind in ('ship', 'transfer_out', 'scrap', 'reserve') then -m.quantity
      when m.kind in ('release', 'expire') then m.quantity
      else 0
    end as units,
    m.kind = 'ship' as is_ship,
    m.kind in ('release', 'expire') as is_release,
    coalesce(o.reserves_min, 0) as reserves_min,
    coalesce(o.reserves_max, 0) as reserves_max,
    coalesce(o.releases_min, 0) as releases_min,
    coalesce(o.releases_max, 0) as releases_max,
    coalesce(o.reserved_at_min, $epoch) as reserved_at_min,
    coalesce(o.released_at_min, $epoch) as released_at_min,
    coalesce(o.released_at_max, $epoch) as released_at_max,
    coalesce(e.reservation_ends, '') as ends
  from stock_moves as m
  cross join profile_stock as e
  left join owned as o on o.order_id = m.order_id and o.sku = m.sku and o.location = m.location
),
weighed as (
  select
    sku,
    location,
    certain,
    happened_min,
    happened_max,
    is_reserve,
    case
      when (is_ship or is_reserve) and order_id is null then 0
      when is_ship and ends <> 'release' and reserves_max > 0 then 0
      else units
    end as high,
    case when is_ship and ends <> 'release' and reserves_min > 0 then 0 else units end as low,
    case
      when is_release and order_id is null then $epoch
      when is_release and reserves_max > 1 then least(happened_min, reserved_at_min)
      when is_ship and ends = 'release' then greatest(happened_max, released_at_max)
      when units > 0 then happened_min
      else happened_max
    end as high_at,
    case
      when is_ship and ends = 'release' and releases_min = releases_max then greatest(happened_min, released_at_min)
      when is_release and order_id is null and certain then $epoch
      when is_release and reserves_max > 1 and reserves_min = reserves_max then least(happened_max, reserved_at_min)
      when units > 0 then happened_max
      else happened_min
    end as low_at
  from deltas
),
running as (
  select
    sku,
    location,
    certain,
    happened_min,
    happened_max,
    is_reserve,
    sum(case when certain or high > 0 then high else 0 end) over as_high as free_high,
    sum(case when certain or low < 0 then low else 0 end) over as_low as free_low
  from weighed
  window
    as_high as (partition by sku, location order by high_at),
    as_low as (partition by sku, location order by low_at)
),
safety_told as (
  select
    sku,
    coalesce(location, '') as location,
    lowest_of(safety, safety is not null) as safety,
    first_of(happened, safety is not null) as told_at
  from stock_levels
  where location is not null
  group by sku, coalesce(location, '')
),
lowest as (
  select
    r.sku,
    r.location,
    count(*) filter (where r.certain and r.is_reserve) as reserves_min,
    count(*) filter (where r.is_reserve) as reserves_max,
    count(*) filter (where r.certain and r.is_reserve and r.happened_min > coalesce(s.told_at_max, $never)) as guarded_min,
    count(*) filter (where r.is_reserve and r.happened_max > coalesce(s.told_at_min, $never)) as guarded_max,
    cast(min(r.free_low) filter (where r.is_reserve) as bigint) as free_lowest_min,
    cast(min(r.free_high) filter (where r.is_reserve and r.certain) as bigint) as free_lowest_max,
    cast(
      min(r.free_low) filter (where r.is_reserve and r.happened_max > coalesce(s.told_at_min, $never)) as bigint
    ) as guarded_lowest_min,
    cast(
      min(r.free_high) filter (where r.is_reserve and r.certain and r.happened_min > coalesce(s.told_at_max, $never))
      as bigint
    ) as guarded_lowest_max,
    min(s.safety_min) as safety_min,
    min(s.safety_max) as safety_max
  from running as r
  left join safety_told as s on s.sku = r.sku and s.location = r.location
  group by r.sku, r.location
),
wanted as (
  select order_id, line_id, sku, bool_or(certain) as certain from lines group by order_id, line_id, sku
),
waiting as (
  select w.sku, b.certain and w.certain as certain, b.quantity
  from line_changes as b
  join wanted as w on w.order_id = b.order_id and w.line_id = b.line_id
  where b.change = 'backordered'
),
backordered as (
  select sku, sum_of(quantity, true) as backordered from waiting group by sku
)
select
  l.sku,
  l.location,
  l.reserves_min,
  l.reserves_max,
  l.guarded_min,
  l.guarded_max,
  l.free_lowest_min,
  l.free_lowest_max,
  l.guarded_lowest_min,
  l.guarded_lowest_max,
  l.safety_min,
  l.safety_max,
  cast(coalesce(w.backordered_min, 0) as bigint) as backordered_min,
  cast(coalesce(w.backordered_max, 0) as bigint) as backordered_max
from lowest as l
left join backordered as w on w.sku = l.sku
