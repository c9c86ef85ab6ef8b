-- What is told to be left on a gift card or store credit is what was put on it less what was spent.
--
-- kind: claim
-- severity: S1
-- handoff: order>payment
-- customer: loses value that is theirs, or is shown value that is not there
-- says: {account_id} is told to hold {balance:money}; its movements leave between {lowest_min:money} and {highest_max:money}.
-- applies: openings_min > 0 and opened_at_max <= used_at_min
-- source: PY-022, PY-023; Solidus StoreCreditEvent user_total_amount, Shopify gift card transactions, Spree gift cards
select
  account_id,
  currency,
  source,
  row_id,
  order_id,
  greatest(lowest_min - balance, balance - highest_max) as at_risk,
  balance,
  lowest_min,
  highest_max
from stored_value_told
where balance > highest_max or balance < lowest_min
