-- Goods are kept once for one line: no line holds more units than were ordered.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: is refused goods that are kept twice for somebody else
-- says: Order {order_id}, line {line_id}: {ordered_max} {sku} ordered, at least {held} kept since {reserved_last_at_max:time}.
-- applies: reserved_min > 0
-- source: Medusa ReservationItem.line_item_id; Vendure allocations of one order line
select order_id, line_id, sku, ordered_max, reserved_min - released_max - left_stock_max - loose_freed_max as held,
  reserved_last_at_max
from kept_lines
where reserved_min - released_max - left_stock_max - loose_freed_max > ordered_max
  and held_until_min > reserved_last_at_max + $deadline_release
