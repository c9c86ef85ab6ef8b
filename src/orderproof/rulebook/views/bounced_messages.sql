-- Messages of the policy that came back, when, and when another message about the same thing went out after that.
-- key: order_id, template, notice_id
with policy as (
  select distinct template from profile_notices
),
back as (
  select n.order_id, n.template, n.notice_id, count_of(true) as bounces, first_of(happened, true) as bounced_at
  from notices as n
  join policy as p on p.template = n.template
  where n.event = 'bounced'
  group by n.order_id, n.template, n.notice_id
),
later as (
  select
    b.order_id,
    b.template,
    b.notice_id,
    n.certain and n.happened_min >= b.bounced_at_max as certain,
    n.happened_min,
    n.happened_max
  from back as b
  join notices as n on n.order_id = b.order_id and n.template = b.template
  where n.event = 'sent' and n.notice_id <> b.notice_id and n.happened_max >= b.bounced_at_min
),
answered as (
  select order_id, template, notice_id, first_of(happened, true) as told_again_at
  from later
  group by order_id, template, notice_id
)
select
  b.order_id,
  b.template,
  b.notice_id,
  b.bounces_min,
  b.bounces_max,
  b.bounced_at_min,
  b.bounced_at_max,
  coalesce(a.told_again_at_min, $as_of) as told_again_at_min,
  coalesce(a.told_again_at_max, $never) as told_again_at_max
from back as b
left join answered as a on a.order_id = b.order_id and a.template = b.template and a.notice_id = b.notice_id
