-- Messages that the system says it sent, or has put up to be sent, and how often its mail server saw each of them.
-- A message is known by its id, or by the name under which the mail server took it.
-- What goes by a medium of which the mail server sees nothing is left out.
-- key: order_id, notice_id
-- optional: notices.medium, claimed_notices.medium
with media as (
  select distinct coalesce(medium, 'mail') as medium from notices
),
claiming as (
  select c.order_id, c.notice_id, c.template, c.effect_id, c.event, c.certain, c.happened_min, c.happened_max
  from claimed_notices as c
  join media as m on m.medium = coalesce(c.medium, 'mail')
),
claimed as (
  select
    order_id,
    notice_id,
    max(template) as template,
    max(effect_id) as effect_id,
    count_of(event in ('queued', 'sent')) as claims,
    last_of(happened, event in ('queued', 'sent')) as claimed_at
  from claiming
  group by order_id, notice_id
),
seen as (
  select order_id, notice_id as name, certain from notices
  union all
  select order_id, effect_id as name, certain from notices where effect_id <> notice_id
),
known as (
  select order_id, name, count_of(true) as sightings from seen group by order_id, name
),
matched as (
  select
    c.order_id,
    c.notice_id,
    cast(sum(k.sightings_min) as bigint) as sightings_min,
    cast(sum(k.sightings_max) as bigint) as sightings_max
  from claimed as c
  join known as k on k.order_id = c.order_id and k.name in (c.notice_id, c.effect_id)
  group by c.order_id, c.notice_id
)
select
  c.order_id,
  c.notice_id,
  c.template,
  c.claims_min,
  c.claims_max,
  c.claimed_at_min,
  c.claimed_at_max,
  coalesce(m.sightings_min, 0) as sightings_min,
  coalesce(m.sightings_max, 0) as sightings_max,
  $as_of as recorded_until_min,
  $never as recorded_until_max
from claimed as c
left join matched as m on m.order_id = c.order_id and m.notice_id = c.notice_id
