-- How many different messages of one template one cause led to, per medium, recipient, tracking number and actor.
-- The same message told again is a redelivery, one that bounced may be sent anew, and one event may be about several
-- parcels. What somebody had sent again by hand names them as its actor.
-- key: order_id, template, cause_id, medium, recipient, tracking, actor
-- optional: notices.medium, notices.recipient, notices.told, notices.actor, notices(bounced)
with sent as (
  select
    order_id,
    template,
    cause_id,
    medium,
    recipient,
    told['tracking'] as tracking,
    actor,
    notice_id,
    count_of(true) as sendings
  from notices
  where event = 'sent' and cause_id is not null
  group by order_id, template, cause_id, medium, recipient, told['tracking'], actor, notice_id
),
bounced as (
  select order_id, notice_id, count_of(true) as bounces from notices where event = 'bounced' group by order_id, notice_id
)
select
  s.order_id,
  s.template,
  s.cause_id,
  s.medium,
  s.recipient,
  s.tracking,
  s.actor,
  count(*) filter (where s.sendings_min > 0 and coalesce(b.bounces_max, 0) = 0) as messages_min,
  count(*) filter (where coalesce(b.bounces_min, 0) = 0) as messages_max
from sent as s
left join bounced as b on b.order_id = s.order_id and b.notice_id = s.notice_id
group by s.order_id, s.template, s.cause_id, s.medium, s.recipient, s.tracking, s.actor
