-- An item is one unit, so it is a line; the products of a line are not told with it.
select
    item_id as row_id,
    order_id,
    item_id as line_id,
    item_id as sku,
    1 as quantity,
    cents as unit_price,
    placed_at as occurred_at
from items
