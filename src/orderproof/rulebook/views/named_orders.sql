-- Orders that lines and payments name (a payment that failed paid for nothing), and how often each was placed.
-- key: order_id
-- branches: independent
with naming as (
    select order_id, 'lines' as ledger, certain from lines
    union all
    select order_id, 'payments' as ledger, certain from payments where state <> 'failed'
),
named as (
    select
        order_id,
        count_of(true) as rows_naming,
        count_of(ledger = 'lines') as lines_naming,
        count_of(ledger = 'payments') as payments_naming
    from naming
    group by order_id
),
placed as (
    select order_id, count_of(true) as placed from orders group by order_id
)
select
    named.order_id,
    rows_naming_min,
    rows_naming_max,
    lines_naming_min,
    lines_naming_max,
    payments_naming_min,
    payments_naming_max,
    coalesce(placed_min, 0) as placed_min,
    coalesce(placed_max, 0) as placed_max
from named left join placed on placed.order_id = named.order_id
