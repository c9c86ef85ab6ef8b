-- What was ordered.
select
    'system' as source, 'line.' || i || '.' || line_id as row_id, placed_at as occurred_at,
    order_id, line_id, sku, quantity, unit_price, null as parent_line_id, true as requires_shipping
from story_lines
where fault is null or fault <> 'lines-lost'
union all
select
    'system', 'part.' || i, placed_at, order_id, '9', 'PART-' || i,
    2 * quantity - if(fault = 'bundle-lacks-part', 1, 0), 0, line_id, true
from story_lines
where is_bundle
