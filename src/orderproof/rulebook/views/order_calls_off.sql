-- How often an order was told to be over without being fulfilled, or units of it cancelled; `status_rows` is how often
-- its status was told at all.
-- key: order_id
-- optional: line_changes
with told as (
  select
    order_id, true as is_status,
    canonical in ('cancelled', 'expired', 'failed', 'voided', 'declined', 'rejected', 'refunded', 'closed', 'returned')
      as is_off,
    certain
  from statuses
  union all
  select order_id, false as is_status, true as is_off, certain from line_changes where change = 'cancelled'
)
select order_id, count_of(is_status) as status_rows, count_of(is_off) as offs
from told
group by order_id
