-- What a customer cancels is free for others in time.
--
-- kind: promise
-- severity: S2
-- handoff: order>warehouse
-- customer: is refused goods that nobody wants any more
-- says: Order {order_id}, line {line_id}: {cancelled_min} {sku} cancelled by {cancelled_at_max:time}, at least {held} still kept.
-- applies: cancelled_min > 0 and reserved_min > 0
-- source: Magento inventory #1881; PrestaShop #16869
-- plants: cancel-keeps-reservation
select order_id, line_id, sku, cancelled_min, cancelled_at_max,
  reserved_min - released_max - left_stock_max - loose_freed_max as held, ordered_max, shipped_min
from kept_lines
where reserved_min - released_max - left_stock_max - loose_freed_max > greatest(ordered_max - cancelled_min - shipped_min, 0)
  and held_until_min > cancelled_at_max + $deadline_release
