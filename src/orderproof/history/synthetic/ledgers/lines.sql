-- What was ordered, and some changes of mind; and what the marketplace exports of its orders.
select
    'system' as source, 'line.' || i || '.' || line_id as row_id, placed_at as occurred_at,
    order_id, line_id, sku, quantity, unit_price, null as parent_line_id, not is_digital as requires_shipping
from story_lines
where fault is null or fault <> 'lines-lost'
union all
select
    'system', 'part.' || i, placed_at, order_id, '9', 'PART-' || i,
    2 * quantity - if(fault = 'bundle-lacks-part', 1, 0), 0, line_id, true
from story_lines
where is_bundle
union all
select
    'system', 'line.' || i || '.edit.' || change, placed_at + if(change < 0, interval 10 minute, interval 11 minute),
    order_id, '1', sku_1, change, price_1, null, true
from stories cross join (values (-1), (1)) as changes (change)
where is_edited
union all
select
    'marketplace:bay', 'sold.' || lines.i || '.' || line_id, lines.placed_at, 'BAY-' || lines.i, line_id, sku,
    quantity + if(lines.fault = 'marketplace-line-differs', 1, 0), unit_price, null, null
from story_lines as lines join stories on stories.i = lines.i
where is_marketplace and (lines.fault is null or lines.fault <> 'marketplace-order-unknown')
