-- When the first unit of an order left.
-- key: order_id
select order_id, count_of(change = 'shipped') as shipped, first_of(happened, change = 'shipped') as shipped_at
from line_changes
group by order_id
