-- Refunds that failed or came back, by their cause: what went back for that cause after all (`net`), when money last
-- went to the customer in any way, and what of the order's money is still kept.
-- key: order_id, refund_id, currency
with causes as (
  select
    order_id,
    refund_id,
    currency,
    highest_of(amount, kind = 'refund') as asked,
    count_of(
      (kind = 'refund' and state = 'failed') or (not kind <> 'refund_reverse' and state = 'succeeded')
    ) as setbacks,
    last_of(
      happened, (kind = 'refund' and state = 'failed') or (not kind <> 'refund_reverse' and state = 'succeeded')
    ) as setback_at,
    sum_of(amount, kind = 'refund' and state = 'succeeded') as given,
    sum_of(amount, not kind <> 'refund_reverse' and state = 'succeeded') as returned
  from payments
  where refund_id is not null and amount > 0
  group by order_id, refund_id, currency
),
money as (
  select
    order_id,
    currency,
    count_of(kind = 'capture' and state = 'succeeded') as captures,
    sum_of(amount, kind = 'capture' and state = 'succeeded') as captured,
    sum_of(amount, kind = 'refund' and state = 'succeeded') as refunded,
    sum_of(amount, not kind <> 'refund_reverse' and state = 'succeeded') as returned,
    sum_of(amount, not kind <> 'chargeback' and state = 'succeeded') as charged_back,
    last_of(
      happened,
      (kind = 'refund' and state <> 'failed') or (not kind not in ('void', 'chargeback') and state <> 'failed')
    ) as given_at
  from payments
  group by order_id, currency
)
select
  c.order_id,
  c.refund_id,
  c.currency,
  c.asked_min,
  c.asked_max,
  c.setbacks_min,
  c.setbacks_max,
  c.setback_at_min,
  c.setback_at_max,
  c.given_min - c.returned_max as net_min,
  c.given_max - c.returned_min as net_max,
  m.captures_min,
  m.captures_max,
  m.captured_min - m.refunded_max + m.returned_min - m.charged_back_max as kept_min,
  m.captured_max - m.refunded_min + m.returned_max - m.charged_back_min as kept_max,
  m.given_at_min,
  m.given_at_max
from causes as c
join money as m on m.order_id = c.order_id and m.currency = c.currency
