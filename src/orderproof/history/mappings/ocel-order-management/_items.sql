-- Every item is placed with one order. It costs what is told when it alone is picked; its product is not always told.
select
    placed.object_id as item_id,
    orders.object_id as order_id,
    placed.time as placed_at,
    any_value(prices.cents) as cents
from touches placed
join touches orders on orders.event_id = placed.event_id and orders.object_type = 'orders'
left join touches picked
    on picked.object_id = placed.object_id and picked.object_type = 'items' and picked.activity = 'pick item'
left join prices on prices.event_id = picked.event_id
where placed.activity = 'place order' and placed.object_type = 'items'
group by all
