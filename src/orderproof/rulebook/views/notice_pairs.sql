-- How many different messages of one template one cause led to, per medium, recipient and tracking number told.
-- The same message told again is a redelivery, one that bounced may be sent anew, and one event may be about several
-- parcels.
-- key: order_id, template, cause_id, medium, recipient, tracking
-- optional: notices.medium, notices.recipient, notices.told, notices(bounced)
with messages as (
  select
    order_id,
    template,
    notice_id,
    max(cause_id) as cause_id,
    max(medium) as medium,
    max(recipient) as recipient,
    max(told['tracking']) as tracking,
    count_of(event = 'sent') as sent,
    count_of(event = 'bounced') as bounced
  from notices
  group by order_id, template, notice_id
)
select
  order_id,
  template,
  cause_id,
  medium,
  recipient,
  tracking,
  count(*) filter (where sent_min > 0 and bounced_max = 0) as messages_min,
  count(*) filter (where sent_max > 0 and bounced_min = 0) as messages_max
from messages
where cause_id is not null
group by order_id, template, cause_id, medium, recipient, tracking
