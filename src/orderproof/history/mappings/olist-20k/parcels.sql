-- This sample does not say when an order left, only when it arrived. What arrived was once planned, nobody knows when: the
-- row tells which order the parcel belongs to.
select
    order_id as row_id,
    order_id as parcel_id,
    order_id,
    'planned' as event
from sample
where delivered_at is not null
