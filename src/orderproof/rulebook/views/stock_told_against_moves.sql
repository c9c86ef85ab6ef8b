-- Every figure told of a SKU at one location (units on hand, units reserved), against the most and the fewest units
-- that the moves allow. What ships uses up its reservation: by a release of its own where the profile says that
-- reservations end so (`ends`), and where it says nothing, nothing is known of reserved units.
-- A level is true at some instant between asking and answer, less the staleness that its surface may have. `highest`
-- takes all that may have come in by the end of that span and only what must have left before it, `lowest` the reverse;
-- their `_min` and `_max` are over the possible moves. `opened_at` and `used_at` are those of stock_balance. A level
-- told to one channel may be a share, and is left out.
-- key: sku, location, source, row_id, figure
-- optional: orders, stock_moves.order_id, stock_levels.asked_at, stock_levels.observed_at, stock_levels.channel, stock_levels.reserved
with figures as (
  select sku, location, source, row_id, surface, channel, certain, happened_min, happened_max, asked_at, observed_at,
    'on_hand' as figure, on_hand as units
  from stock_levels
  union all
  select sku, location, source, row_id, surface, channel, certain, happened_min, happened_max, asked_at, observed_at,
    'reserved' as figure, reserved as units
  from stock_levels
),
told as (
  select
    s.sku,
    s.location,
    s.source,
    s.row_id,
    s.figure,
    s.units,
    s.certain,
    coalesce(s.asked_at, s.happened_min) as told_from,
    coalesce(s.asked_at, s.happened_min) - p.staleness as true_from,
    greatest(
      s.happened_max, coalesce(s.asked_at, s.happened_max), case when s.asked_at is not null then s.observed_at end
    ) as true_until
  from figures as s
  join profile_surfaces as p on p.surface = s.surface
  where s.units is not null and coalesce(s.channel, '') = ''
),
deltas as (
  select
    sku,
    location,
    certain,
    happened_min,
    happened_max,
    kind in ('receive', 'count', 'transfer_in') and quantity >= 0 as opens,
    case
      when kind in ('receive', 'restock', 'transfer_in', 'adjust', 'count') then quantity
      when kind in ('ship', 'transfer_out', 'scrap') then -quantity
      else 0
    end as shelf,
    case when kind = 'reserve' then quantity when kind in ('release', 'expire') then -quantity else 0 end as promised
  from stock_moves
),
changes as (
  select sku, location, certain, happened_min, happened_max, 'on_hand' as figure, shelf as units
  from deltas
  where shelf <> 0
  union all
  select sku, location, certain, happened_min, happened_max, 'reserved' as figure, promised as units
  from deltas
  where promised <> 0
),
-- what must have happened (0) is looked up before, what may have happened (2) after all other marks of an instant
marks as (
  select
    sku, location, figure, happened_min as instant, 1 as step, units as may, 0 as must, certain, null as source,
    null as row_id
  from changes
  union all
  select
    sku, location, figure, happened_max as instant, 1 as step, 0 as may, units as must, certain, null as source,
    null as row_id
  from changes
  union all
  select sku, location, figure, true_from as instant, 0 as step, 0 as may, 0 as must, certain, source, row_id from told
  union all
  select sku, location, figure, true_until as instant, 2 as step, 0 as may, 0 as must, certain, source, row_id
  from told
),
running as (
  select
    sku,
    source,
    row_id,
    figure,
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
  window in_time as (partition by sku, location, figure order by instant, step)
),
spans as (
  select
    sku,
    source,
    row_id,
    figure,
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
  group by sku, source, row_id, figure
),
cells as (
  select
    sku,
    location,
    count_of(opens) as openings,
    first_of(happened, opens) as opened_at,
    first_of(happened, not opens) as moved_at
  from deltas
  group by sku, location
),
first_told as (
  select
    sku,
    location,
    coalesce(min(told_from), $as_of) as told_at_min,
    coalesce(min(true_until) filter (where certain), $never) as told_at_max
  from told
  where figure = 'on_hand' and units <> 0
  group by sku, location
),
served as (
  select sku, location, order_id, bool_or(certain) as certain
  from stock_moves
  where order_id is not null
  group by sku, location, order_id
),
orders_served as (
  select s.sku, s.location, s.certain and o.certain as certain, o.happened_min, o.happened_max
  from served as s
  join orders as o on o.order_id = s.order_id
),
ordered as (
  select sku, location, first_of(happened, true) as ordered_at from orders_served group by sku, location
)
select
  t.sku,
  t.location,
  t.source,
  t.row_id,
  t.figure,
  t.certain,
  t.units,
  coalesce(e.reservation_ends, '') as ends,
  cast(s.had_surely_come - s.went as bigint) as lowest_min,
  cast(s.had_come - s.surely_went as bigint) as lowest_max,
  cast(s.surely_came - s.had_gone as bigint) as highest_min,
  cast(s.came - s.had_surely_gone as bigint) as highest_max,
  c.openings_min,
  c.openings_max,
  c.opened_at_min,
  c.opened_at_max,
  least(c.moved_at_min, coalesce(f.told_at_min, $as_of), coalesce(o.ordered_at_min, $as_of)) as used_at_min,
  least(c.moved_at_max, coalesce(f.told_at_max, $never), coalesce(o.ordered_at_max, $never)) as used_at_max
from told as t
cross join profile_stock as e
join spans as s on s.sku = t.sku and s.source = t.source and s.row_id = t.row_id and s.figure = t.figure
join cells as c on c.sku = t.sku and c.location = t.location
left join first_told as f on f.sku = t.sku and f.location = t.location
left join ordered as o on o.sku = t.sku and o.location = t.location
