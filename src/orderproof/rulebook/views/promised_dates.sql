-- The latest date that was ever promised for a line, or for a whole order (an empty line_id).
-- key: order_id, line_id
-- branches: independent
with dates as (
    select order_id, coalesce(line_id, '') as line_id, ship_by as promised, certain
    from promises where ship_by is not null
    union all
    select order_id, coalesce(line_id, '') as line_id, deliver_from as promised, certain
    from promises where deliver_from is not null
    union all
    select order_id, coalesce(line_id, '') as line_id, deliver_by as promised, certain
    from promises where deliver_by is not null
)
select order_id, line_id, highest_of(promised, true) as last_promised_by
from dates
group by order_id, line_id
