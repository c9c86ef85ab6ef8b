-- An order that is over keeps no goods from other buyers.
--
-- kind: law
-- severity: S2
-- handoff: order>warehouse
-- customer: is refused goods that lie there for nobody
-- says: Order {order_id} was over at {over_at_max:time} and still holds at least {held} of {sku}.
-- applies: reserved_min > 0 and over_at_min > open_at_max
-- source: Magento inventory:reservation:list-inconsistencies; PrestaShop #16869
-- plants: cancel-keeps-reservation
select order_id, sku, over_at_max, reserved_min - released_max - shipped_max - loose_freed_max as held,
  reserved_min, released_max, shipped_max
from order_reservations
left join order_ends using (order_id)
where reserved_min - released_max - shipped_max - loose_freed_max > 0
  and held_until_min > over_at_max + $deadline_release
