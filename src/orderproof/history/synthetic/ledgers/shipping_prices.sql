-- What shipping costs, in each currency.
select
    'system' as source, 'shipping.' || currency as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    'standard' as shipping_method, currency, price, timestamp '2026-01-01 00:00:00' as valid_from
from (values ('EUR', 490), ('USD', 590), ('JPY', 800)) as declared (currency, price)
