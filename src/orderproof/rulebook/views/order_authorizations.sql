-- What was set aside for an order and never touched, and when the last of it lapses. A payment that is begun counts.
-- key: order_id
-- optional: payments(void)
select
  order_id,
  min(currency) as currency,
  count_of(kind in ('authorize', 'adjust') and state = 'succeeded' and amount > 0) as authorizations,
  sum_of(amount, kind = 'authorize' and state = 'succeeded') as authorized,
  count_of(kind in ('authorize', 'adjust') and state = 'succeeded' and expires_at is null) as open_ended,
  last_of(expires_at, kind in ('authorize', 'adjust') and state = 'succeeded') as lapses_at,
  count_of(kind = 'capture' and state <> 'failed') as captures,
  count_of(kind = 'void' and state <> 'failed') as voids,
  count_of(kind = 'authorize' and state in ('requested', 'pending', 'action_required')) as begun
from payments
group by order_id
