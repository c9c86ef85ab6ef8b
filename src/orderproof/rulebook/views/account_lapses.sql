-- When a gift card or store credit may lapse (the first date that was ever told), and when it was first made to.
-- key: account_id, currency
select
  account_id,
  currency,
  max(order_id) as order_id,
  count_of(expires_at is not null) as dates,
  lowest_of(expires_at, expires_at is not null) as lapses_at,
  first_of(happened, kind = 'expire') as lapsed_at,
  count_of(kind = 'expire') as lapses,
  sum_of(amount, kind = 'expire') as lost
from balances
group by account_id, currency
