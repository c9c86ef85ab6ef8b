-- The versions of a thing that one client was shown on one surface, two by two.
-- `backwards` counts those where the newer one had been shown before the older one was asked for, beyond what the
-- profile lets that surface lag behind.
-- key: client, subject, surface, source
-- optional: reads.surface, profile_surfaces
with shown as (
  select
    client,
    subject,
    coalesce(surface, '') as surface,
    source,
    version,
    first_of(answered_at, answered_at is not null) as first_shown_at,
    last_of(asked_at, asked_at is not null) as last_asked_at
  from reads
  where version is not null
  group by client, subject, coalesce(surface, ''), source, version
),
pairs as (
  select
    a.client,
    a.subject,
    a.surface,
    a.source,
    a.version as newer,
    b.version as older,
    a.first_shown_at_max + coalesce(s.staleness, interval '0' second) < b.last_asked_at_min as surely,
    a.first_shown_at_min + coalesce(s.staleness, interval '0' second) < b.last_asked_at_max as maybe
  from shown as a
  join shown as b
    on b.client = a.client and b.subject = a.subject and b.surface = a.surface and b.source = a.source
  left join profile_surfaces as s on s.surface = a.surface
)
select
  client,
  subject,
  surface,
  source,
  count(*) filter (where surely) as looks_min,
  count(*) filter (where maybe) as looks_max,
  count(*) filter (where surely and newer > older) as backwards_min,
  count(*) filter (where maybe and newer > older) as backwards_max,
  max(newer) filter (where surely and newer > older) as newer,
  min(older) filter (where surely and newer > older) as older
from pairs
group by client, subject, surface, source
