-- One authorization or charge from its first to its last movement; only what succeeded counts. An adjustment adds its
-- amount to what was authorized (one that states a new total is then counted too high, never too low); `blank_voids`
-- name no amount and give up all that was left. `undone` (voids) only acquits: whoever never shows voids is judged
-- without.
-- key: order_id, payment_id, currency
select
  order_id,
  payment_id,
  currency,
  count_of(kind = 'authorize' and state = 'succeeded' and amount > 0) as authorizations,
  sum_of(amount, kind in ('authorize', 'adjust') and state = 'succeeded') as authorized,
  count_of(kind = 'capture' and state = 'succeeded') as captures,
  sum_of(amount, kind = 'capture' and state = 'succeeded') as captured,
  sum_of(amount, kind = 'refund' and state = 'succeeded') as refunded,
  count_of(kind = 'void' and state = 'succeeded') as voids,
  sum_of(amount, kind = 'void' and state = 'succeeded') as voided,
  count_of(not kind <> 'void' and state = 'succeeded') as undone,
  first_of(happened, kind = 'capture' and state = 'succeeded') as captured_at,
  last_of(happened, kind = 'capture' and state = 'succeeded') as last_captured_at,
  last_of(happened, kind in ('authorize', 'adjust') and state = 'succeeded') as last_authorized_at,
  first_of(happened, kind = 'void' and state = 'succeeded') as voided_at,
  first_of(happened, kind = 'void' and state = 'succeeded' and amount = 0) as emptied_at,
  last_of(happened, not kind <> 'void' and state = 'succeeded') as undone_at,
  count_of(kind in ('authorize', 'adjust') and state = 'succeeded' and expires_at is not null) as expiries,
  count_of(kind in ('authorize', 'adjust') and state = 'succeeded' and expires_at is null) as open_ended,
  last_of(expires_at, kind in ('authorize', 'adjust') and state = 'succeeded') as expires_at,
  count_of(kind = 'refund' and state = 'succeeded') as refunds,
  count_of(kind = 'settle' and state = 'succeeded') as settlements,
  sum_of(amount, kind = 'settle' and state = 'succeeded') as settled
from payments
where payment_id is not null
group by order_id, payment_id, currency
