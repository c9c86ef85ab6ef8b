-- Every stock level that was told, beside what its own figures leave to sell.
-- key: sku, location, source, row_id
select
  sku, location, source, row_id, certain, on_hand, reserved, safety, available, on_hand - reserved - safety as remaining
from stock_levels
