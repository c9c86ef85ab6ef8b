-- Parcels as the warehouse hands them to the carrier.
select
    'warehouse' as source, 'parcel.' || i || '.' || line_id as row_id, left_at as occurred_at,
    parcel_id as fulfilment_id, parcel_id, order_id, location, 'standard' as method, 'handed_over' as event,
    line_id, quantity, 'post' as carrier, 'T' || parcel_id as tracking_number
from story_lines
where left_at is not null
