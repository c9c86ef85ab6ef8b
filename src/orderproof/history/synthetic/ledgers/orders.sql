-- The order itself, and what the marketplace exports of those that it sold; one kind of fault tells an order twice.
select
    'system' as source, 'order.' || i as row_id, placed_at as occurred_at, order_id,
    case
        when fault = 'currency-not-sold' then 'kiosk.' || i
        when is_marketplace then 'marketplace:bay'
        else 'web'
    end as channel,
    if(is_marketplace, 'BAY-' || i, null) as external_ref,
    'N' || if(fault = 'number-doubled', i - 1, i) as public_number,
    'C' || if(fault = 'checkout-doubled', i - 1, i) as checkout_id,
    if(
        fault = 'tracking-number-shared',
        'customer of ' || order_id,
        'customer ' || draw(i, 20, greatest(getvariable('orders') // 3, 1))
    ) as customer,
    currency, price_includes_tax, placed_at,
    if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP')) as ship_country,
    'standard' as shipping_method, fault = 'left-in-two-parts' or (fault is null and i % 5 = 0) as ship_complete,
    case
        when pays_at_the_door then 'on_delivery'
        when pays_on_shipment then 'on_shipment'
        else 'prepaid'
    end as terms
from stories
where fault is null or fault <> 'order-lost'
union all
select
    'system', 'order.' || i || '.again', placed_at, order_id, 'web', null, 'N' || i, 'C' || i,
    'customer ' || draw(i, 20, greatest(getvariable('orders') // 3, 1)), currency, not price_includes_tax, placed_at,
    if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP')), 'standard', null, 'prepaid'
from stories
where fault = 'tax-told-both-ways'
union all
select
    'system', 'order.' || i || '.again', placed_at + interval 1 hour, order_id, 'kiosk', null, 'N' || i, 'C' || i, null,
    currency, price_includes_tax, placed_at, null, null, null, 'prepaid'
from stories
where fault = 'channel-changed'
union all
select
    'marketplace:bay', 'sold.' || i, placed_at, if(fault = 'marketplace-order-lost', 'LOST-', 'BAY-') || i,
    null, null, null, null, null, currency, price_includes_tax, placed_at,
    case
        when fault = 'marketplace-address-differs' then 'FR'
        when currency = 'EUR' then 'DE'
        when currency = 'USD' then 'US'
        else 'JP'
    end,
    'standard', null, null
from stories
where fault = 'marketplace-order-lost' or (is_marketplace and (fault is null or fault <> 'marketplace-order-unknown'))
