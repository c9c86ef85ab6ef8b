-- The order itself; one kind of fault tells it twice.
select
    'system' as source, 'order.' || i as row_id, placed_at as occurred_at, order_id,
    if(fault = 'currency-not-sold', 'kiosk.' || i, 'web') as channel,
    'C' || if(fault = 'checkout-doubled', i - 1, i) as checkout_id,
    'customer ' || draw(i, 20, greatest(getvariable('orders') // 3, 1)) as customer,
    currency, price_includes_tax, placed_at,
    if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP')) as ship_country,
    'standard' as shipping_method,
    case
        when pays_at_the_door then 'on_delivery'
        when pays_on_shipment then 'on_shipment'
        else 'prepaid'
    end as terms
from stories
where fault is null or fault <> 'order-lost'
union all
select
    'system', 'order.' || i || '.again', placed_at, order_id, 'web', 'C' || i,
    'customer ' || draw(i, 20, greatest(getvariable('orders') // 3, 1)), currency, not price_includes_tax, placed_at,
    if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP')), 'standard', 'prepaid'
from stories
where fault = 'tax-told-both-ways'
