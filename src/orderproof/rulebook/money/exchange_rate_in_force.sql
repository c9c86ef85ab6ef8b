-- What is taken in one currency is what was shown in another, at a rate that was in force.
--
-- kind: choice
-- severity: S1
-- handoff: order>payment
-- customer: pays another amount than the one they were shown
-- says: Order {order_id}: {amount:money} for {presentment_amount} minor units of {presentment_currency} is no rate of {rate_book}.
-- applies: declared_min > 0
-- source: FX-003; Shopify MoneyBag, Stripe FX quotes (a rate is locked at placing or taken at the payment: either will do)
select
  order_id,
  source,
  row_id,
  kind,
  amount,
  currency,
  presentment_amount,
  presentment_currency,
  rate_book
from conversions
where fitting_max < 1
