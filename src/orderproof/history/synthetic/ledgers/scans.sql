-- Where the carrier says the parcels are.
select
    'carrier:post' as source, 'scan.' || parcel_id || '.' || status as row_id,
    case
        when fault = 'scanned-before-handover' and status = 'in_transit' then left_at - interval 1 hour
        when fault = 'moving-after-delivery' and status = 'in_transit' then delivered_at + interval 1 hour
        when status = 'delivered' then delivered_at
        else left_at + interval 2 hour
    end as occurred_at,
    parcel_id, 'post' as carrier, 'T' || parcel_id as tracking_number, status
from (
    select distinct parcel_id, fault, left_at, if(fault = 'told-delivered-falsely', null, delivered_at) as delivered_at
    from story_lines
    where left_at is not null and (fault is null or fault <> 'cancelled-yet-shipped')
)
cross join (values ('in_transit'), ('delivered')) as steps (status)
where status = 'in_transit' or delivered_at is not null
