-- How far a parcel came with its carrier: when it was handed over under a number, first seen by the carrier (to be told
-- of a label is not to see a parcel), last seen, last in trouble, last seen to go on.
-- A parcel that was given up, or replaced by another one, is waited for no more.
-- key: order_id, parcel_id
-- optional: parcels.replaces
with sent as (
  select
    order_id,
    parcel_id,
    count_of(true) as parcel_rows,
    count_of(event = 'handed_over' and tracking_number is not null) as numbered_handovers,
    last_of(happened, event = 'handed_over') as last_handed_over_at,
    count_of(not event <> 'cancelled') as drops
  from parcels
  group by order_id, parcel_id
),
renewals as (
  select order_id, replaces as parcel_id, certain from parcels where replaces is not null
),
renewed as (
  select order_id, parcel_id, count_of(true) as renewals from renewals group by order_id, parcel_id
),
seen as (
  select
    parcel_id,
    count_of(status <> 'pre_transit') as sightings,
    first_of(happened, status <> 'pre_transit') as sighted_at,
    last_of(happened, status <> 'pre_transit') as last_sighted_at,
    count_of(status in ('delivered', 'available_for_pickup', 'return_to_sender')) as outcomes,
    count_of(status in ('exception', 'attempt_failed', 'lost')) as troubles,
    last_of(happened, status in ('exception', 'attempt_failed', 'lost')) as last_trouble_at,
    last_of(
      happened,
      status in ('accepted', 'in_transit', 'out_for_delivery', 'available_for_pickup', 'delivered', 'return_to_sender')
    ) as last_progress_at
  from scans
  group by parcel_id
)
select
  s.order_id,
  s.parcel_id,
  s.parcel_rows_min,
  s.parcel_rows_max,
  s.numbered_handovers_min,
  s.numbered_handovers_max,
  s.last_handed_over_at_min,
  s.last_handed_over_at_max,
  s.drops_min + coalesce(r.renewals_min, 0) as given_up_min,
  s.drops_max + coalesce(r.renewals_max, 0) as given_up_max,
  coalesce(c.sightings_min, 0) as sightings_min,
  coalesce(c.sightings_max, 0) as sightings_max,
  coalesce(c.sighted_at_min, $as_of) as sighted_at_min,
  coalesce(c.sighted_at_max, $never) as sighted_at_max,
  coalesce(c.last_sighted_at_min, $epoch) as last_sighted_at_min,
  coalesce(c.last_sighted_at_max, $epoch) as last_sighted_at_max,
  coalesce(c.outcomes_min, 0) as outcomes_min,
  coalesce(c.outcomes_max, 0) as outcomes_max,
  coalesce(c.troubles_min, 0) as troubles_min,
  coalesce(c.troubles_max, 0) as troubles_max,
  coalesce(c.last_trouble_at_min, $epoch) as last_trouble_at_min,
  coalesce(c.last_trouble_at_max, $epoch) as last_trouble_at_max,
  coalesce(c.last_progress_at_min, $epoch) as last_progress_at_min,
  coalesce(c.last_progress_at_max, $epoch) as last_progress_at_max,
  $as_of as recorded_until_min,
  $never as recorded_until_max
from sent as s
left join renewed as r on r.order_id = s.order_id and r.parcel_id = s.parcel_id
left join seen as c on c.parcel_id = s.parcel_id
