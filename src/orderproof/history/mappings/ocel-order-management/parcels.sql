-- A package may hold items of several orders: a row for each item, when it is made and when it is sent.
select
    event_id || '/' || item_id as row_id,
    package_id as parcel_id,
    order_id,
    'packed' as event,
    item_id as line_id,
    1 as quantity,
    time as occurred_at
from packed
union all
select
    sent.event_id || '/' || item_id,
    package_id,
    order_id,
    'handed_over',
    item_id,
    1,
    sent.time
from packed
join touches sent
    on sent.object_id = package_id and sent.object_type = 'packages' and sent.activity = 'send package'
