-- The last word that was told of each payment, beside what its gateway did with it. `taken`, `back` and `gone` say that
-- the money was taken, given back, or is not taken at all; `not_taken` and so on are the last word of any other kind.
-- What undid a capture, or took the money back otherwise, only acquits.
-- key: order_id, payment_id
-- optional: balances
with words as (
  select
    order_id,
    object_id as payment_id,
    count_of(true) as words,
    last_of(happened, true) as told_at,
    last_of(happened, canonical in ('captured', 'partially_captured')) as taken_at,
    last_of(happened, canonical is null or canonical not in ('captured', 'partially_captured')) as not_taken_at,
    last_of(happened, canonical in ('refunded', 'partially_refunded')) as back_at,
    last_of(happened, canonical is null or canonical not in ('refunded', 'partially_refunded')) as not_back_at,
    last_of(happened, canonical in ('voided', 'failed', 'declined', 'cancelled')) as gone_at,
    last_of(
      happened, canonical is null or canonical not in ('voided', 'failed', 'declined', 'cancelled')
    ) as not_gone_at
  from statuses
  where object_type = 'payment'
  group by order_id, object_id
),
moves as (
  select
    order_id,
    payment_id,
    min(currency) as currency,
    count_of(true) as payment_rows,
    count_of(kind = 'capture' and state = 'succeeded') as captures,
    sum_of(amount, kind = 'capture' and state = 'succeeded') as captured
  from payments
  where payment_id is not null
  group by order_id, payment_id
),
money_back as (
  select
    order_id,
    count_of(kind = 'refund' and state <> 'failed') as refunds,
    count_of(not kind not in ('void', 'chargeback') and state <> 'failed') as undone
  from payments
  group by order_id
),
loads as (
  select order_id, count_of(kind in ('issue', 'give_back')) as credits
  from balances
  where order_id is not null
  group by order_id
)
select
  w.order_id,
  w.payment_id,
  m.currency,
  w.words_min,
  w.words_max,
  w.told_at_min,
  w.told_at_max,
  w.taken_at_min,
  w.taken_at_max,
  w.not_taken_at_min,
  w.not_taken_at_max,
  w.back_at_min,
  w.back_at_max,
  w.not_back_at_min,
  w.not_back_at_max,
  w.gone_at_min,
  w.gone_at_max,
  w.not_gone_at_min,
  w.not_gone_at_max,
  m.payment_rows_min,
  m.payment_rows_max,
  m.captures_min,
  m.captures_max,
  m.captured_min,
  m.captured_max,
  b.refunds_min,
  b.refunds_max,
  b.undone_min + coalesce(l.credits_min, 0) as undone_min,
  b.undone_max + coalesce(l.credits_max, 0) as undone_max
from words as w
join moves as m on m.order_id = w.order_id and m.payment_id = w.payment_id
join money_back as b on b.order_id = w.order_id
left join loads as l on l.order_id = w.order_id
