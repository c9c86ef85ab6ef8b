-- What was refused did not happen, not even a part of it.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: was told no, and was charged, or lost the goods, all the same
-- says: Order {order_id}: {verb} ({command_id}) was refused, and {effects_min} things were done in its name.
-- applies: refusals_min > 0 and other_answers_max < 1
-- source: WF-095; Saleor 86a9a88088 (charged, then the checkout fails), Magento orders placed behind an error page
select command_id, order_id, verb, refusals_min, effects_min
from refused_commands
where effects_min > 0
