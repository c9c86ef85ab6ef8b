-- Totals that a message told as a number, and what is left of them in smallest units of their currency beyond whole ones,
-- in millionths: the currency that the message names, or else the order's, whichever it was told in.
-- key: order_id, notice_id, row_id
with bought as (
  select order_id, min(currency) as currency, max(currency) as other_currency, bool_or(certain) as is_there
  from orders
  group by order_id
),
told as (
  select
    n.order_id,
    n.notice_id,
    n.row_id,
    n.template,
    n.told['total'] as told_total,
    try_cast(split_part(n.told['total'], ' ', 1) as decimal(18, 6)) as amount,
    coalesce(n.told['currency'], o.currency) as currency,
    coalesce(n.told['currency'], o.other_currency) as other_currency,
    n.certain and (n.told['currency'] is not null or o.is_there) as certain
  from notices as n
  left join bought as o on o.order_id = n.order_id
  where n.event = 'sent'
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.told_total,
  t.currency,
  t.certain,
  least(
    cast(abs(t.amount) * 1000000 as bigint) * u.minor_units % 1000000,
    cast(abs(t.amount) * 1000000 as bigint) * v.minor_units % 1000000
  ) as rest_min,
  greatest(
    cast(abs(t.amount) * 1000000 as bigint) * u.minor_units % 1000000,
    cast(abs(t.amount) * 1000000 as bigint) * v.minor_units % 1000000
  ) as rest_max
from told as t
join currency_units as u on u.currency = t.currency
join currency_units as v on v.currency = t.other_currency
where t.amount is not null and abs(t.amount) < 1000000000
