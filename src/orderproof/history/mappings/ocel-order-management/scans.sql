-- The carrier's tries: a package fails to be delivered any number of times, and then arrives.
select
    event_id as row_id,
    object_id as parcel_id,
    case activity when 'package delivered' then 'delivered' else 'attempt_failed' end as status,
    activity as native,
    time as occurred_at
from touches
where activity in ('package delivered', 'failed delivery') and object_type = 'packages'
