-- Units of a SKU that one transfer took from a shelf, put on another, or lost on the way (thrown away in its name).
-- `awaited_until`: what has not arrived is awaited at least up to now.
-- key: sku, transfer_id
-- optional: stock_moves(scrap)
select
  sku,
  transfer_id,
  sum_of(quantity, kind = 'transfer_out') as sent,
  sum_of(quantity, kind = 'transfer_in') as arrived,
  sum_of(quantity, kind = 'scrap') as lost,
  last_of(happened, kind = 'transfer_out') as sent_at,
  $as_of as awaited_until_min,
  $never as awaited_until_max
from stock_moves
where transfer_id is not null
group by sku, transfer_id
