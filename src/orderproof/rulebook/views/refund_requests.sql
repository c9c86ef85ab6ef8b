-- Refunds that were asked of a gateway and not answered at once, by their cause, and when one that answers them (of the
-- same cause, or of none; for a request without a cause, any of the order) first succeeded or failed.
-- key: order_id, refund_id
-- branches: independent
with moves as (
  select order_id, refund_id, currency, amount, state, certain, happened_min, happened_max
  from payments
  where kind = 'refund'
  union all
  select order_id, cast(null as varchar) as refund_id, currency, amount, state, certain, happened_min, happened_max
  from payments
  where kind = 'refund' and false
),
requests as (
  select
    order_id,
    refund_id,
    min(currency) as currency,
    count_of(true) as requests,
    highest_of(amount, true) as asked,
    first_of(happened, true) as requested_at
  from moves
  where state in ('requested', 'pending')
  group by order_id, refund_id
),
answers as (
  select order_id, refund_id, first_of(happened, true) as resolved_at
  from moves
  where state in ('succeeded', 'failed') and refund_id is not null
  group by order_id, refund_id
),
unnamed as (
  select
    order_id,
    first_of(happened, refund_id is null) as unnamed_at,
    first_of(happened, true) as any_at
  from moves
  where state in ('succeeded', 'failed')
  group by order_id
)
select
  r.order_id,
  r.refund_id,
  r.currency,
  r.requests_min,
  r.requests_max,
  r.asked_min,
  r.asked_max,
  r.requested_at_min,
  r.requested_at_max,
  case
    when r.refund_id is null then coalesce(u.any_at_min, $as_of)
    else least(coalesce(a.resolved_at_min, $as_of), coalesce(u.unnamed_at_min, $as_of))
  end as resolved_at_min,
  case
    when r.refund_id is null then coalesce(u.any_at_max, $never)
    else least(coalesce(a.resolved_at_max, $never), coalesce(u.unnamed_at_max, $never))
  end as resolved_at_max
from requests as r
left join answers as a on a.order_id = r.order_id and a.refund_id = r.refund_id
left join unnamed as u on u.order_id = r.order_id
