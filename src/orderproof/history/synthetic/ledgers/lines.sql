-- What was ordered.
select
    'system' as source, 'line.' || i || '.' || line_id as row_id, placed_at as occurred_at,
    order_id, line_id, sku, quantity, unit_price, true as requires_shipping
from story_lines
where fault is null or fault <> 'lines-lost'
