-- Units of an order that no parcel carries: downloads, vouchers, services.
-- A source that does not tell them apart has none.
-- key: order_id
-- optional: lines.requires_shipping
select order_id, sum_of(quantity, coalesce(requires_shipping, true) = false) as digital
from lines
group by order_id
