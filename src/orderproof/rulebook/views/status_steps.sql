-- The words told of a thing by one source on one surface, two by two: the one before, and the one told later (beyond what
-- the profile lets that surface lag behind). A step that nobody declared shows in such a pair too, whatever lay between:
-- where every step is declared, each later word can be reached from each earlier one. `undeclared` counts pairs without a
-- declared way, `after_final` those behind a final word without a declared reopening; `strange` words are not on the map.
-- key: order_id, object_type, object_id, source, surface
-- optional: statuses.surface, profile_surfaces
-- branches: independent
with told as (
  select
    order_id,
    object_type,
    object_id,
    source,
    coalesce(surface, '') as surface,
    canonical,
    count_of(true) as tellings,
    first_of(happened, true) as first_told_at,
    last_of(happened, true) as last_told_at
  from statuses
  group by order_id, object_type, object_id, source, coalesce(surface, ''), canonical
),
words as (
  select object_type, from_status as word from profile_reachable
  union
  select object_type, to_status as word from profile_reachable
),
reopenings as (
  select object_type, from_status, to_status from profile_reachable
  union all
  select object_type, canonical as from_status, canonical as to_status from profile_terminal
),
pairs as (
  select
    a.order_id,
    a.object_type,
    a.object_id,
    a.source,
    a.surface,
    a.canonical,
    a.tellings_min,
    b.canonical as other_word,
    b.tellings_min as other_tellings_min,
    a.canonical || ' > ' || b.canonical as step,
    a.first_told_at_max + coalesce(s.staleness, interval '0' second) < b.last_told_at_min as surely,
    a.first_told_at_min + coalesce(s.staleness, interval '0' second) < b.last_told_at_max as maybe,
    w.word,
    d.to_status as declared_to,
    f.canonical as final_word,
    r.to_status as reopened_to
  from told as a
  left join told as b
    on b.order_id = a.order_id and b.object_type = a.object_type and b.object_id = a.object_id
    and b.source = a.source and b.surface = a.surface and b.canonical <> a.canonical
  left join profile_surfaces as s on s.surface = a.surface
  left join words as w on w.object_type = a.object_type and w.word = a.canonical
  left join profile_reachable as d
    on d.object_type = a.object_type and d.from_status = a.canonical and d.to_status = b.canonical
  left join profile_terminal as f on f.object_type = a.object_type and f.canonical = a.canonical
  left join reopenings as r
    on r.object_type = a.object_type and r.from_status = a.canonical and r.to_status = b.canonical
)
select
  order_id,
  object_type,
  object_id,
  source,
  surface,
  count(*) filter (where canonical is null and tellings_min > 0) as unmapped_min,
  count(*) filter (where canonical is null) as unmapped_max,
  count(*) filter (where word is null and tellings_min > 0) as strange_min,
  count(*) filter (where word is null) as strange_max,
  count(*) filter (where canonical < other_word and tellings_min > 0 and other_tellings_min > 0) as steps_min,
  count(*) filter (where canonical < other_word) as steps_max,
  count(*) filter (where surely and declared_to is null) as undeclared_min,
  count(*) filter (where maybe and declared_to is null) as undeclared_max,
  min(case when surely and declared_to is null then step end) as undeclared_step,
  count(*) filter (where final_word is not null and tellings_min > 0) as finals_min,
  count(*) filter (where final_word is not null) as finals_max,
  count(*) filter (where surely and final_word is not null and reopened_to is null) as after_final_min,
  count(*) filter (where maybe and final_word is not null and reopened_to is null) as after_final_max,
  min(case when surely and final_word is not null and reopened_to is null then step end) as after_final_step
from pairs
group by order_id, object_type, object_id, source, surface
