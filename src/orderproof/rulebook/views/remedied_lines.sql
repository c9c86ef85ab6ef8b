-- What was granted for the units of a line: units replaced, and money (refunds, credits) against the most that units
-- cost that are not replaced, or came back.
-- key: order_id, line_id, currency
-- optional: line_changes(returned)
with granted as (
  select
    order_id,
    line_id,
    currency,
    sum_of(coalesce(quantity, 1), remedy in ('replacement', 'exchange')) as replaced,
    sum_of(coalesce(amount, 0), remedy in ('refund', 'credit')) as granted
  from remedies
  where line_id is not null
  group by order_id, line_id, currency
),
bought as (
  select
    order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0), true) as ordered,
    max(coalesce(unit_price, 9000000000)) as most_price, min(coalesce(unit_price, 0)) as least_price
  from lines
  group by order_id, line_id
),
back as (
  select order_id, line_id, sum_of(quantity, change = 'returned') as returned
  from line_changes
  group by order_id, line_id
)
select
  g.order_id,
  g.line_id,
  g.currency,
  g.replaced_min,
  g.replaced_max,
  g.granted_min,
  g.granted_max,
  b.line_rows_min,
  b.line_rows_max,
  greatest(b.ordered_min - g.replaced_max + coalesce(k.returned_min, 0), 0) * b.least_price as allowed_min,
  greatest(b.ordered_max - g.replaced_min + coalesce(k.returned_max, 0), 0) * b.most_price as allowed_max
from granted as g
join bought as b on b.order_id = g.order_id and b.line_id = g.line_id
left join back as k on k.order_id = g.order_id and k.line_id = g.line_id
