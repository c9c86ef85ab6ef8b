-- A status changes only along the ways that the system's own map declares.
--
-- kind: claim
-- severity: S2
-- handoff: order>warehouse
-- customer: sees a status that cannot be true after the one before it
-- says: {object_type} {object_id} of order {order_id} was told {undeclared_step}, and no declared way leads there.
-- applies: words_min > 1 and strange_max < 1
-- source: Vendure, Solidus and Tryton state machines; django-oscar OSCAR_ORDER_STATUS_PIPELINE
-- plants: late-scan-downgrades
select order_id, object_type, object_id, source, surface, undeclared_step, undeclared_min
from status_steps
where undeclared_min > 0
