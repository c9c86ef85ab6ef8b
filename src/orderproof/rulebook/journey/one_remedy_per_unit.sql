-- A unit that was lost or broken is replaced or paid for, not both.
--
-- kind: law
-- severity: S3
-- handoff: shipment>return
-- customer: has the goods and the money, and may be asked for one of them
-- says: Order {order_id}, line {line_id}: {replaced_min} units replaced and {granted_min:money} granted; the other units cost at most {allowed_max:money}.
-- applies: line_rows_min > 0 and replaced_min > 0 and granted_min > 0 and coalesce(extras_told_min, 0) > 0
-- source: WF-087; Medusa ClaimType (refund or replace)
select
  order_id, line_id, currency, granted_min - allowed_max - extras_max as at_risk, replaced_min, granted_min, allowed_max
from remedied_lines
left join order_extras using (order_id)
where granted_min > allowed_max + extras_max
