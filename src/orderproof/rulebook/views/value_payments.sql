-- What gift cards and store credits lost for an order in one currency, beside what they paid for it: both less what
-- came back. What is only set aside may still be taken.
-- key: order_id, currency
with spent as (
  select
    order_id,
    currency,
    count_of(kind = 'redeem') as redemptions,
    sum_of(amount, kind = 'redeem') as redeemed,
    sum_of(amount, kind in ('give_back', 'issue')) as given_back,
    last_of(happened, true) as moved_at
  from balances
  where order_id is not null
  group by order_id, currency
),
paid as (
  select
    order_id,
    currency,
    count_of(
      kind = 'capture' and state = 'succeeded' and coalesce(tender, '') in ('gift_card', 'store_credit', 'voucher')
    ) as value_captures,
    count_of(tender is null) as unnamed,
    sum_of(
      amount,
      kind = 'capture' and state = 'succeeded' and coalesce(tender, '') in ('gift_card', 'store_credit', 'voucher')
    ) as taken,
    sum_of(
      amount,
      not kind <> 'refund' and state = 'succeeded' and coalesce(tender, '') in ('gift_card', 'store_credit', 'voucher')
    ) as refunded,
    last_of(happened, true) as paid_at
  from payments
  group by order_id, currency
)
select
  s.order_id,
  s.currency,
  s.redemptions_min,
  s.redemptions_max,
  s.redeemed_min - s.given_back_max as lost_min,
  s.redeemed_max - s.given_back_min as lost_max,
  p.value_captures_min,
  p.value_captures_max,
  p.unnamed_min,
  p.unnamed_max,
  p.taken_min - p.refunded_max as paid_min,
  p.taken_max - p.refunded_min as paid_max,
  greatest(s.moved_at_min, p.paid_at_min) as moved_at_min,
  greatest(s.moved_at_max, p.paid_at_max) as moved_at_max
from spent as s
join paid as p on p.order_id = s.order_id and p.currency = s.currency
