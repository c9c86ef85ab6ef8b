-- Nobody is sent something else than they ordered without having agreed to it.
--
-- kind: law
-- severity: S1
-- handoff: warehouse>carrier
-- customer: gets another thing than the one they wanted, and has the trouble of sending it back
-- says: Order {order_id}, line {line_id}: {line_sku} was ordered, {sku} was sent, and nobody asked.
-- applies: sent_min > 0 and line_rows_min > 0 and own_way_min > 0
-- source: WF-055; X12 868 code CS (substitution with consent)
select order_id, line_id, line_sku, sku, sent_min
from parcel_skus
where named_max < 1 and consents_max < 1
