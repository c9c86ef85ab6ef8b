-- Parcels as the warehouse hands them to the carrier.
select
    'warehouse' as source, 'parcel.' || i || '.' || line_id as row_id, left_at as occurred_at,
    parcel_id as fulfilment_id, parcel_id, order_id, location, 'standard' as method, 'handed_over' as event,
    line_id, quantity, 'post' as carrier, 'T' || parcel_id as tracking_number
from story_lines
where left_at is not null and (fault is null or fault <> 'part-told-as-whole')
union all
select
    'warehouse', 'parcel.' || i || '.1.part' || part, left_at + to_days(part), parcel_id, parcel_id, order_id, location,
    'standard', 'handed_over', line_id, 1, 'post', 'T' || parcel_id
from story_lines cross join (values (0), (1)) as parts (part)
where fault = 'part-told-as-whole'
union all
select
    'warehouse', 'packing.' || i || '.' || line_id, left_at - interval 15 minute, parcel_id, parcel_id, order_id, location,
    'standard', 'packed', line_id, quantity, 'post', 'T' || parcel_id
from story_lines
where left_at is not null and is_collected(i, fault)
