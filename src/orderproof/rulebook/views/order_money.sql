-- What was set aside, taken and given back for an order in one currency; only what succeeded counts. Reversals,
-- chargebacks and `undone` (voids) are asked for with `not kind <> ...`: they only acquit, and whoever never shows them
-- is judged without.
-- key: order_id, currency
select
  order_id,
  currency,
  sum_of(amount, kind = 'authorize' and state = 'succeeded') as authorized,
  sum_of(amount, kind = 'capture' and state = 'succeeded') as captured,
  sum_of(amount, kind = 'void' and state = 'succeeded') as voided,
  sum_of(amount, kind = 'refund' and state = 'succeeded') as refunded,
  sum_of(amount, not kind <> 'refund_reverse' and state = 'succeeded') as refund_reversed,
  sum_of(amount, not kind <> 'chargeback' and state = 'succeeded') as charged_back,
  count_of(kind = 'authorize' and state = 'succeeded') as authorizations,
  count_of(kind = 'capture' and state = 'succeeded') as captures,
  count_of(kind = 'refund' and state = 'succeeded') as refunds,
  count_of(kind = 'void' and state = 'succeeded') as voids,
  count_of(not kind <> 'void' and state = 'succeeded') as undone,
  first_of(happened, kind = 'authorize' and state = 'succeeded') as authorized_at,
  first_of(happened, kind = 'capture' and state = 'succeeded') as captured_at,
  first_of(happened, kind in ('authorize', 'capture') and state = 'succeeded') as paid_at,
  first_of(happened, kind = 'void' and state = 'succeeded') as voided_at,
  first_of(happened, kind = 'refund' and state = 'succeeded') as refunded_at,
  last_of(happened, kind = 'capture' and state = 'succeeded') as last_captured_at,
  last_of(happened, kind = 'void' and state = 'succeeded') as last_voided_at,
  last_of(happened, not kind <> 'void' and state = 'succeeded') as undone_at,
  last_of(happened, kind in ('capture', 'refund') and state = 'succeeded') as last_moved_at,
  count_of(kind = 'chargeback' and state = 'succeeded') as chargebacks
from payments
group by order_id, currency
