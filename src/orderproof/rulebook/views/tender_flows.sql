-- What was taken and given back as stored value (gift cards, store credit, vouchers) in one currency of an order,
-- beside all that was given back. Where one movement does not say its tender (`unnamed`), it may be either.
-- key: order_id, currency
select
  order_id,
  currency,
  count_of(kind = 'refund' and state = 'succeeded') as refunds,
  count_of(kind in ('capture', 'refund') and state = 'succeeded' and tender is null) as unnamed,
  sum_of(
    amount,
    kind = 'capture' and state = 'succeeded' and coalesce(tender, '') in ('gift_card', 'store_credit', 'voucher')
  ) as value_taken,
  sum_of(
    amount,
    kind = 'refund' and state = 'succeeded' and coalesce(tender, '') in ('gift_card', 'store_credit', 'voucher')
  ) as value_given
from payments
group by order_id, currency
