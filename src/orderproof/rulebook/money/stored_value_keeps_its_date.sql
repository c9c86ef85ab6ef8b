-- A gift card or store credit is good until its day.
--
-- kind: law
-- severity: S1
-- handoff: order>payment
-- customer: loses value before the day that is printed on the card
-- says: {account_id} lapsed at {lapsed_at_max:time}; it was good until {lapses_at_min:time}.
-- applies: dates_min > 0 and lapses_min > 0
-- source: PY-023; Solidus StoreCredit expiry, Shopify gift cards expires_on; 15 USC 1693l-1 (five years at least)
select account_id, currency, order_id, lost_min as at_risk, lapsed_at_max, lapses_at_min, lost_min
from account_lapses
where lapsed_at_max < lapses_at_min
