-- The total in a message is one that the order has.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: pays, or expects to pay, another amount than they owe
-- says: Order {order_id}: message {notice_id} tells a total of {told_total}, which the order never showed.
-- applies: shown_min > 0
-- source: OpenMage #4396
-- plants: mail-total-without-shipping
select order_id, notice_id, row_id, template, told_total, shown_min
from told_totals
where same_max < 1
