-- The words told of a thing by one source on one surface, and which of them came after which.
-- `After` means beyond what the profile lets that surface lag behind. A step that nobody declared shows between any
-- word before it and any word behind it: where every step is declared, each later word can be reached from each
-- earlier one. `undeclared` counts pairs without a declared way, `after_final` those behind a final word without a
-- declared reopening; `strange` words are not on the map.
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
known as (
  select object_type, from_status as word from profile_reachable
  union
  select object_type, to_status as word from profile_reachable
),
reopenings as (
  select object_type, from_status, to_status from profile_reachable
  union all
  select object_type, canonical as from_status, canonical as to_status from profile_terminal
),
things as (
  select
    t.order_id,
    t.object_type,
    t.object_id,
    t.source,
    t.surface,
    count(*) filter (where t.tellings_min > 0) as words_min,
    count(*) as words_max,
    count(*) filter (where t.canonical is null and t.tellings_min > 0) as unmapped_min,
    count(*) filter (where t.canonical is null) as unmapped_max,
    count(*) filter (where k.word is null and t.tellings_min > 0) as strange_min,
    count(*) filter (where k.word is null) as strange_max,
    count(*) filter (where f.canonical is not null and t.tellings_min > 0) as finals_min,
    count(*) filter (where f.canonical is not null) as finals_max
  from told as t
  left join known as k on k.object_type = t.object_type and k.word = t.canonical
  left join profile_terminal as f on f.object_type = t.object_type and f.canonical = t.canonical
  group by t.order_id, t.object_type, t.object_id, t.source, t.surface
),
pairs as (
  select
    a.order_id,
    a.object_type,
    a.object_id,
    a.source,
    a.surface,
    a.canonical as from_status,
    b.canonical as to_status,
    a.first_told_at_max + coalesce(s.staleness, interval '0' second) < b.last_told_at_min as surely
  from told as a
  join told as b
    on b.order_id = a.order_id and b.object_type = a.object_type and b.object_id = a.object_id
    and b.source = a.source and b.surface = a.surface and b.canonical <> a.canonical
    and b.last_told_at_max > a.first_told_at_min
  left join profile_surfaces as s on s.surface = a.surface
  where a.first_told_at_min + coalesce(s.staleness, interval '0' second) < b.last_told_at_max
),
undeclared as (
  select
    p.order_id,
    p.object_type,
    p.object_id,
    p.source,
    p.surface,
    count(*) filter (where p.surely) as undeclared_min,
    count(*) as undeclared_max,
    min(case when p.surely then p.from_status || ' > ' || p.to_status end) as undeclared_step
  from pairs as p
  left join profile_reachable as d
    on d.object_type = p.object_type and d.from_status = p.from_status and d.to_status = p.to_status
  where d.to_status is null
  group by p.order_id, p.object_type, p.object_id, p.source, p.surface
),
after_final as (
  select
    p.order_id,
    p.object_type,
    p.object_id,
    p.source,
    p.surface,
    count(*) filter (where p.surely) as after_final_min,
    count(*) as after_final_max,
    min(case when p.surely then p.from_status || ' > ' || p.to_status end) as after_final_step
  from pairs as p
  join profile_terminal as f on f.object_type = p.object_type and f.canonical = p.from_status
  left join reopenings as r
    on r.object_type = p.object_type and r.from_status = p.from_status and r.to_status = p.to_status
  where r.to_status is null
  group by p.order_id, p.object_type, p.object_id, p.source, p.surface
)
select
  t.order_id,
  t.object_type,
  t.object_id,
  t.source,
  t.surface,
  t.words_min,
  t.words_max,
  t.unmapped_min,
  t.unmapped_max,
  t.strange_min,
  t.strange_max,
  t.finals_min,
  t.finals_max,
  coalesce(u.undeclared_min, 0) as undeclared_min,
  coalesce(u.undeclared_max, 0) as undeclared_max,
  u.undeclared_step,
  coalesce(f.after_final_min, 0) as after_final_min,
  coalesce(f.after_final_max, 0) as after_final_max,
  f.after_final_step
from things as t
left join undeclared as u
  on u.order_id = t.order_id and u.object_type = t.object_type and u.object_id = t.object_id
  and u.source = t.source and u.surface = t.surface
left join after_final as f
  on f.order_id = t.order_id and f.object_type = t.object_type and f.object_id = t.object_id
  and f.source = t.source and f.surface = t.surface
