-- In how many currencies an order, its payments and its documents are told (2 stands for any more), and the first and last by name.
-- key: order_id
-- branches: independent
with told as (
    select order_id, currency, certain from orders
    union all
    select order_id, currency, certain from payments
    union all
    select order_id, currency, certain from documents
),
named as (
    select order_id, lowest_of(currency, true) as first_currency, highest_of(currency, true) as last_currency
    from told
    group by order_id
)
select
    order_id,
    first_currency_min,
    first_currency_max,
    last_currency_min,
    last_currency_max,
    case when first_currency_max < last_currency_min then 2 else 1 end as currencies_min,
    case when first_currency_min < last_currency_max then 2 else 1 end as currencies_max
from named
