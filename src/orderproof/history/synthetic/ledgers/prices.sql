-- The price list: one price per item and currency, in force throughout.
select
    'system' as source, 'price.' || item || '.' || currency as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    sku(item) as sku, null as channel, currency, list_price(item) as price,
    timestamp '2026-01-01 00:00:00' as valid_from
from range(getvariable('skus')) as items (item) cross join (values ('EUR'), ('USD'), ('JPY')) as currencies (currency)
union all
select
    'system', 'price.rare.' || i, timestamp '2026-01-01 00:00:00', sku_1, null, currency,
    list_price(0) + if(fault = 'price-differs', 1, 0),
    timestamp '2026-01-01 00:00:00'
from stories
where is_rare
union all
select
    'system', 'price.web.' || currency, timestamp '2026-01-01 00:00:00', sku(0), 'web', currency, list_price(0),
    timestamp '2026-01-01 00:00:00'
from (values ('EUR'), ('USD'), ('JPY')) as currencies (currency)
union all
select
    'system', 'price.kiosk.' || i, timestamp '2026-01-01 00:00:00', sku(0), 'kiosk.' || i,
    if(currency = 'EUR', 'USD', 'EUR'), list_price(0), timestamp '2026-01-01 00:00:00'
from stories
where fault = 'currency-not-sold'
