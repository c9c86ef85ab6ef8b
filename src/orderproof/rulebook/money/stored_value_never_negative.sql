-- Nobody spends more than lies on a gift card or store credit, also where two spend it at once.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: finds the card at less than nothing, or pays twice with value that is there once
-- says: {account_id} went down to {lowest_max:money}.
-- applies: openings_min > 0 and opened_at_max <= used_at_min
-- source: PY-022; Saleor and Spree gift cards, Solidus store credit (amount_used at most amount)
select account_id, currency, order_id, 0 - lowest_max as at_risk, lowest_max
from stored_value
where lowest_max < 0
