-- Corrections of stock, one by one, and whether somebody or something stands behind them.
-- key: sku, location, source, row_id
-- optional: stock_moves.cause_id
select
  source,
  row_id,
  certain,
  sku,
  location,
  quantity,
  coalesce(actor, '') as actor,
  coalesce(cause_id, '') as cause
from stock_moves
where kind = 'adjust'
