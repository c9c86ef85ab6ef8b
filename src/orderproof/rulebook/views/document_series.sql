-- The numbers of one series of documents: how many different ones were given, the lowest and the highest, and how many
-- were given to two documents of one kind.
-- key: series
with numbered as (
  select series, number, count_of(true) as told
  from documents
  where series is not null and number is not null
  group by series, number
),
owners as (
  select series, kind, number, document_id, count_of(true) as told
  from documents
  where series is not null and number is not null and kind <> 'void'
  group by series, kind, number, document_id
),
shared as (
  select
    series,
    kind,
    number,
    count(*) filter (where told_min > 0) as documents_min,
    count(*) as documents_max
  from owners
  group by series, kind, number
),
doubled as (
  select
    series,
    count(*) filter (where documents_min > 1) as doubles_min,
    count(*) filter (where documents_max > 1) as doubles_max
  from shared
  group by series
)
select
  n.series,
  count(*) filter (where n.told_min > 0) as numbers_min,
  count(*) as numbers_max,
  min(n.number) as lowest_number_min,
  min(n.number) filter (where n.told_min > 0) as lowest_number_max,
  max(n.number) filter (where n.told_min > 0) as highest_number_min,
  max(n.number) as highest_number_max,
  coalesce(max(d.doubles_min), 0) as doubles_min,
  coalesce(max(d.doubles_max), 0) as doubles_max
from numbered as n
left join doubled as d on d.series = n.series
group by n.series
