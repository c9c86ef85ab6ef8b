-- How many different messages confirmed one order to one person by one medium under one template, and how often the order
-- was changed since it was placed. A message that bounced, or that somebody had sent again by hand, does not count.
-- key: order_id, template, recipient, medium
-- optional: notices.medium, notices.recipient, notices.actor, notices(bounced), line_changes, addresses
with sent as (
  select
    n.order_id,
    n.template,
    n.notice_id,
    coalesce(n.recipient, '') as recipient,
    coalesce(n.medium, '') as medium,
    count_of(true) as sendings
  from notices as n
  join profile_notices as p on p.template = n.template
  where n.event = 'sent' and p.cause in ('placed', 'confirmed') and n.actor is null
  group by n.order_id, n.template, n.notice_id, coalesce(n.recipient, ''), coalesce(n.medium, '')
),
bounced as (
  select order_id, notice_id, count_of(true) as bounces from notices where event = 'bounced' group by order_id, notice_id
),
counted as (
  select
    s.order_id,
    s.template,
    s.recipient,
    s.medium,
    count(*) filter (where s.sendings_min > 0 and coalesce(b.bounces_max, 0) = 0) as confirmations_min,
    count(*) filter (where coalesce(b.bounces_min, 0) = 0) as confirmations_max
  from sent as s
  left join bounced as b on b.order_id = s.order_id and b.notice_id = s.notice_id
  group by s.order_id, s.template, s.recipient, s.medium
),
edits as (
  select order_id, certain, happened_min > min(happened_min) over (partition by order_id) as is_edit from lines
  union all
  select order_id, certain, true as is_edit from line_changes where change in ('cancelled', 'backordered')
  union all
  select order_id, certain, valid_from is not null as is_edit from addresses
),
edited as (
  select order_id, count_of(is_edit) as edits from edits group by order_id
)
select
  c.order_id,
  c.template,
  c.recipient,
  c.medium,
  c.confirmations_min,
  c.confirmations_max,
  coalesce(e.edits_min, 0) as edits_min,
  coalesce(e.edits_max, 0) as edits_max
from counted as c
join edited as e on e.order_id = c.order_id
