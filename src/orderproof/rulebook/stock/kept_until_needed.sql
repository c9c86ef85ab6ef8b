-- What is kept for a customer stays kept until it leaves for them or they no longer want it.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: waits for goods that were given to somebody else
-- says: Order {order_id}, line {line_id}: {released_min} {sku} let go of {reserved_max} kept, and at least {owed} are still to come.
-- applies: released_min > 0 and reserved_min + set_aside_min >= ordered_max and expiries_max < 1 and calls_off_max < 1 and (endings_max < 1 or gone_min > 0)
-- source: Magento inventory #1881 (a partial cancellation frees everything); Vendure #1198, #1250
select order_id, line_id, sku, reserved_max, released_min, ordered_min - set_aside_max - gone_max as owed, gone_max
from kept_lines
left join order_ends using (order_id)
where ordered_min - set_aside_max - gone_max > reserved_max - released_min + loose_reserved_max
