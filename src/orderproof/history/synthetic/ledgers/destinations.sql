-- Where an order goes: as it was placed, and, for some, from an hour later on.
select
    'system' as source, 'destination.' || i || '.' || place as row_id,
    placed_at + if(place = 'work', interval 1 hour, interval 0 hour) as occurred_at, order_id,
    place || ' of ' || order_id as address
from stories cross join (values ('home'), ('work')) as places (place)
where place = 'home' or is_moved
