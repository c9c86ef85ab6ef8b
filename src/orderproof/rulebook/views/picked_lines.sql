-- Units of a line that were picked from the shelf, and that were told to be shipped.
-- key: order_id, line_id
select
  order_id,
  line_id,
  count_of(change = 'picked') as pickings,
  sum_of(quantity, change = 'picked') as picked,
  sum_of(quantity, change = 'shipped') as shipped
from line_changes
group by order_id, line_id
