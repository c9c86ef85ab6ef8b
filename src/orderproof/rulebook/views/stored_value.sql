-- The lowest point of a gift card or store credit, over its whole life. Only an account whose first sign is that it was
-- issued is known from nothing: `opened_at` not after `used_at`.
-- key: account_id, currency
-- optional: balances.order_id
with deltas as (
  select
    account_id,
    currency,
    order_id,
    certain,
    happened_min,
    happened_max,
    kind = 'issue' as opens,
    case when kind in ('issue', 'give_back', 'adjust') then amount else -amount end as delta
  from balances
),
running as (
  select
    *,
    sum(case when certain or delta > 0 then delta else 0 end) over as_high as high,
    sum(case when certain or delta < 0 then delta else 0 end) over as_low as low
  from deltas
  window
    as_high as (partition by account_id, currency order by case when delta > 0 then happened_min else happened_max end),
    as_low as (partition by account_id, currency order by case when delta > 0 then happened_max else happened_min end)
)
select
  account_id,
  currency,
  max(order_id) as order_id,
  count_of(opens) as openings,
  first_of(happened, opens) as opened_at,
  first_of(happened, not opens) as used_at,
  cast(min(low) as bigint) as lowest_min,
  cast(min(high) as bigint) as lowest_max
from running
group by account_id, currency
