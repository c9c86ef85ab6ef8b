-- The tax on every line; shipping is free of tax here.
select
    'system' as source, 'tax.' || i || '.' || line_id as row_id, placed_at as occurred_at,
    order_id, line_id,
    if(fault = 'tax-rate-lapsed', order_id, if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP')))
        as jurisdiction,
    'standard' as category, (tax_percent + if(fault = 'tax-rate-differs', 1, 0)) * 10000 as rate,
    greatest(net, 0) - if(price_includes_tax, tax, 0) + if(fault = 'discount-taxed', 1, 0) as base, tax as amount
from story_lines
