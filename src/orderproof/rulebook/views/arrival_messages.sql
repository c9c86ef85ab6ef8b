-- How many different messages told one person by one medium that something of an order arrived, against how many parcels
-- the order has. A message that bounced, and one that somebody had sent again by hand, does not count.
-- key: order_id, recipient, medium
-- optional: notices.medium, notices.recipient, notices.actor, notices(bounced)
with sent as (
  select
    n.order_id,
    n.notice_id,
    coalesce(n.recipient, '') as recipient,
    coalesce(n.medium, '') as medium,
    count_of(true) as sendings
  from notices as n
  join profile_notices as p on p.template = n.template
  where n.event = 'sent' and p.cause = 'delivered' and n.actor is null
  group by n.order_id, n.notice_id, coalesce(n.recipient, ''), coalesce(n.medium, '')
),
bounced as (
  select order_id, notice_id, count_of(true) as bounces from notices where event = 'bounced' group by order_id, notice_id
),
counted as (
  select
    s.order_id,
    s.recipient,
    s.medium,
    count(*) filter (where s.sendings_min > 0 and coalesce(b.bounces_max, 0) = 0) as messages_min,
    count(*) filter (where coalesce(b.bounces_min, 0) = 0) as messages_max
  from sent as s
  left join bounced as b on b.order_id = s.order_id and b.notice_id = s.notice_id
  group by s.order_id, s.recipient, s.medium
),
told as (
  select order_id, parcel_id, count_of(true) as tellings from parcels group by order_id, parcel_id
),
owned as (
  select order_id, count(*) filter (where tellings_min > 0) as parcels_min, count(*) as parcels_max
  from told
  group by order_id
)
select c.order_id, c.recipient, c.medium, c.messages_min, c.messages_max, o.parcels_min, o.parcels_max
from counted as c
join owned as o on o.order_id = c.order_id
