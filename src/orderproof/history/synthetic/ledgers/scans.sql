-- Where the carrier says the parcels are.
select
    source, row_id, occurred_at,
    occurred_at + if(fault = 'clock-off', -interval 1 hour, interval 1 second) as recorded_at,
    parcel_id, 'post' as carrier, tracking_number, status, place,
    if(status = 'unknown', 'odd word ' || order_id, upper(status)) as native,
    if(fault = 'delivered-abroad' and status = 'delivered', 'BR', country_of(currency)) as country
from (
    select
        fault, order_id, currency, parcel_id, tracking_number, status, place,
        if(fault in ('clock-off', 'scan-contradicted'), 'carrier:' || order_id, 'carrier:post') as source,
        'scan.' || parcel_id || '.' || status as row_id,
        case
            when place = 'other hub' then if(fault = 'scan-contradicted', left_at + interval 2 hour, null)
            when status = 'return_to_sender' then case
                when fault = 'sent-back-silently' then left_at + interval 3 day
                when is_brought_again(i, fault, ending) then left_at + interval 24 hour
            end
            when status = 'out_for_delivery' then
                if(is_brought_again(i, fault, ending), left_at + interval 30 hour, null)
            when status = 'unknown' then if(fault = 'scan-unmapped', left_at + interval 3 hour, null)
            when status = 'attempt_failed' then
                if(fault is null and number % 17 = 4, left_at + interval 1 day, null)
            when status = 'exception' then if(fault = 'trouble-left', left_at + interval 1 day, null)
            when fault = 'label-unscanned' then null
            when status = 'delivered' then if(fault = 'told-delivered-falsely', null, delivered_at)
            when fault = 'scanned-before-handover' then left_at - interval 1 hour
            when fault = 'moving-after-delivery' then delivered_at + interval 1 hour
            else left_at + interval 2 hour
        end as occurred_at
    from (
        select distinct
            i, i as number, parcel_id, tracking_number, order_id, fault, ending, currency, left_at, delivered_at
        from story_lines
    )
    cross join (
        values ('in_transit', 'hub'), ('in_transit', 'other hub'), ('return_to_sender', 'hub'),
            ('out_for_delivery', 'hub'), ('delivered', 'door'), ('unknown', 'hub'), ('exception', 'hub'),
            ('attempt_failed', 'door')
    ) as steps (status, place)
    where left_at is not null and (fault is null or fault <> 'cancelled-yet-shipped')
)
where occurred_at is not null
