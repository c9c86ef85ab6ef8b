-- Olist tells one hand-over per order, so the order stands for its parcel; which lines were in it is not known.
select
    order_id as row_id,
    order_id as parcel_id,
    order_id,
    'handed_over' as event,
    handed_over_at as occurred_at
from sample
where handed_over_at is not null
