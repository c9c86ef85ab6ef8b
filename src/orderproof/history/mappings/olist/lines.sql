-- One row per unit: two of the same product are two items, 1 and 2, of one order.
select
    order_id || '/' || order_item_id as row_id,
    order_item_id as seq,
    order_id,
    order_item_id as line_id,
    product_id as sku,
    1 as quantity,
    minor(price, 'BRL') as unit_price,
    sample.purchased_at as occurred_at
from order_items
left join sample using (order_id)
