-- The currencies in which a payment was given back, and how often it was taken: at all, and in that currency (or shown
-- to the customer in it).
-- key: order_id, payment_id, currency
-- optional: payments.presentment_currency
with given as (
  select order_id, payment_id, currency, count_of(true) as refunds, sum_of(amount, true) as refunded
  from payments
  where kind = 'refund' and state = 'succeeded' and payment_id is not null
  group by order_id, payment_id, currency
),
taken as (
  select order_id, payment_id, currency, coalesce(presentment_currency, currency) as shown_in, certain
  from payments
  where kind = 'capture' and state = 'succeeded' and payment_id is not null
)
select
  g.order_id,
  g.payment_id,
  g.currency,
  min(g.refunds_min) as refunds_min,
  max(g.refunds_max) as refunds_max,
  min(g.refunded_min) as refunded_min,
  max(g.refunded_max) as refunded_max,
  count(t.order_id) filter (where t.certain) as captures_min,
  count(t.order_id) as captures_max,
  count(t.order_id) filter (where t.certain and g.currency in (t.currency, t.shown_in)) as captures_in_it_min,
  count(t.order_id) filter (where g.currency in (t.currency, t.shown_in)) as captures_in_it_max
from given as g
left join taken as t on t.order_id = g.order_id and t.payment_id = g.payment_id
group by g.order_id, g.payment_id, g.currency
