-- Units of a line that were put back on the shelf or thrown away, beside those that came back. Units that were called
-- off, or picked and never sent, may be put back as well: whoever never shows those is judged without.
-- key: order_id, line_id
select
  order_id,
  line_id,
  sum_of(quantity, change in ('restocked', 'scrapped')) as put_away,
  sum_of(quantity, change = 'returned') as returned,
  sum_of(quantity, not change <> 'cancelled') as cancelled,
  sum_of(quantity, not change <> 'picked') as picked,
  sum_of(quantity, change = 'shipped') as shipped
from line_changes
group by order_id, line_id
