-- What is told to be over stays over, unless a reopening is declared.
--
-- kind: claim
-- severity: S2
-- handoff: order>warehouse
-- customer: was told that it is over, and it goes on
-- says: {object_type} {object_id} of order {order_id} was told {after_final_step}, and the first of these is final.
-- applies: finals_min > 0 and unmapped_max < 1
-- source: Vendure Cancelled (no way out); Solidus resume; Tryton cancelled to draft
select order_id, object_type, object_id, source, surface, after_final_step, after_final_min
from status_steps
where after_final_min > 0
