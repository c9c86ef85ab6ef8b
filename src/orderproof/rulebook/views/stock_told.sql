-- Every stock level that was told, beside what its own figures leave to sell by the profile's formula.
-- key: sku, location, source, row_id
-- optional: stock_levels.reserved, stock_levels.safety
select
  sku,
  location,
  source,
  row_id,
  certain,
  on_hand,
  reserved,
  safety,
  available,
  case formula
    when 'on_hand' then on_hand
    when 'on_hand - reserved' then on_hand - reserved
    when 'on_hand - safety' then on_hand - safety
    else on_hand - reserved - safety
  end as remaining
from stock_levels
cross join profile_stock
