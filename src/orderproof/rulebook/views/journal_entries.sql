-- The two sides of a journal entry as one source tells it, in one currency; in how many currencies it is told.
-- key: entry_id, source, currency
with spread as (
  select
    entry_id,
    source,
    count(distinct currency) filter (where certain) as currencies_min,
    count(distinct currency) as currencies_max
  from postings
  group by entry_id, source
),
sides as (
  select
    entry_id,
    source,
    currency,
    min(order_id) as order_id,
    count_of(true) as entry_rows,
    sum_of(debit, true) as debits,
    sum_of(credit, true) as credits
  from postings
  group by entry_id, source, currency
)
select
  s.entry_id,
  s.source,
  s.currency,
  s.order_id,
  s.entry_rows_min,
  s.entry_rows_max,
  s.debits_min,
  s.debits_max,
  s.credits_min,
  s.credits_max,
  c.currencies_min,
  c.currencies_max
from sides as s
join spread as c on c.entry_id = s.entry_id and c.source = s.source
