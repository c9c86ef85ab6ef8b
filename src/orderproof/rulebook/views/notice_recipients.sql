-- Every message that the policy knows, to whom it went, and how many addresses of the order there were: of contacts at all,
-- and for any use of the same person, in force up to the allowed staleness of a mail before it was sent.
-- key: order_id, notice_id, row_id
-- optional: addresses.valid_from, addresses.valid_until
with policy as (
  select distinct template from profile_notices
),
lag as (
  select coalesce(max(staleness), interval '0' second) as width from profile_surfaces where surface = 'mail'
),
written as (
  select n.order_id, n.notice_id, n.row_id, n.template, n.recipient, n.certain, n.happened_min, n.happened_max
  from notices as n
  join policy as p on p.template = n.template
  where n.event = 'sent' and n.recipient is not null
),
known as (
  select order_id, use, address, valid_from, valid_until, certain from addresses
),
by_order as (
  select order_id, count_of(use = 'contact') as addresses from known group by order_id
),
matched as (
  select w.order_id, w.notice_id, w.row_id, count(*) filter (where k.certain) as matches_min, count(*) as matches_max
  from written as w
  cross join lag as l
  join known as k on k.order_id = w.order_id and k.address = w.recipient
  where coalesce(k.valid_from <= w.happened_max, true) and coalesce(k.valid_until > w.happened_min - l.width, true)
  group by w.order_id, w.notice_id, w.row_id
)
select
  w.order_id,
  w.notice_id,
  w.row_id,
  w.template,
  w.certain,
  w.happened_max as told_at_max,
  w.happened_min as told_at_min,
  o.addresses_min,
  o.addresses_max,
  coalesce(m.matches_min, 0) as matches_min,
  coalesce(m.matches_max, 0) as matches_max
from written as w
join by_order as o on o.order_id = w.order_id
left join matched as m on m.order_id = w.order_id and m.notice_id = w.notice_id and m.row_id = w.row_id
