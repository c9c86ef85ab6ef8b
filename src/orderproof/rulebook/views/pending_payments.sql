-- Payments that were begun and not answered at once, and when their gateway first said how they ended: taken, set
-- aside, failed, given up. A transfer, a direct debit or an invoice takes its days, and is left out.
-- key: order_id, payment_id
-- optional: payments.tender
with moves as (
  select order_id, payment_id, currency, amount, kind, state, certain, happened_min, happened_max
  from payments
  where payment_id is not null
    and coalesce(tender, 'card') not in ('transfer', 'bank_transfer', 'direct_debit', 'invoice', 'check', 'cash')
)
select
  order_id,
  payment_id,
  min(currency) as currency,
  count_of(kind in ('authorize', 'capture') and state in ('requested', 'pending')) as requests,
  last_of(happened, kind in ('authorize', 'capture') and state in ('requested', 'pending')) as requested_at,
  last_of(
    happened,
    (kind in ('authorize', 'capture') and state in ('succeeded', 'failed', 'action_required')) or not kind <> 'void'
  ) as answered_at
from moves
group by order_id, payment_id
