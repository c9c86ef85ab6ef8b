-- How often one unit left a shelf, and how often it came in.
-- key: sku, serial
select
  sku,
  serial,
  count_of(kind = 'ship') as leavings,
  count_of(kind in ('receive', 'restock', 'transfer_in', 'count', 'adjust')) as comings
from stock_moves
where serial is not null
group by sku, serial
