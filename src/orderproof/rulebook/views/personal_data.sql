-- Rows of each source that hold a mail address where only a keyed hash of it should stand.
-- key: ledger, source
-- branches: independent
with names as (
  select 'orders' as ledger, source, strpos(customer, '@') > 0 as is_plain, certain from orders where customer is not null
  union all
  select 'notices' as ledger, source, strpos(recipient, '@') > 0 as is_plain, certain
  from notices
  where recipient is not null
  union all
  select 'parcels' as ledger, source, strpos(label_address, '@') > 0 as is_plain, certain
  from parcels
  where label_address is not null
  union all
  select 'addresses' as ledger, source, strpos(address, '@') > 0 as is_plain, certain from addresses
),
counted as (
  select ledger, source, count_of(true) as names, count_of(is_plain) as plain_names from names group by ledger, source
)
select c.ledger, c.source, c.names_min, c.names_max, c.plain_names_min, c.plain_names_max, r.row_count
from counted as c left join recordings as r on r.ledger = c.ledger and r.source = c.source
