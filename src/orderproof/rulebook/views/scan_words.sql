-- Each carrier's own words for what happened to a parcel (that it does not know is a word as good as any): how often each was told, how often without a common word, and
-- out of how many scans.
-- key: source, native
with told as (
  select
    source,
    native,
    count_of(true) as scans_told,
    count_of(not status <> 'unknown') as unmapped_scans,
    lowest_of(parcel_id, not status <> 'unknown') as first_parcel
  from scans
  where native is not null and lower(native) <> 'unknown'
  group by source, native
)
select
  told.source,
  native,
  scans_told_min,
  scans_told_max,
  unmapped_scans_min,
  unmapped_scans_max,
  first_parcel_min,
  first_parcel_max,
  recordings.row_count as scans_recorded
from told left join recordings on recordings.ledger = 'scans' and recordings.source = told.source
