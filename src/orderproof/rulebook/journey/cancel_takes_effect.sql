-- Who was told that an order is cancelled sees it cancelled.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: was told yes, sees the order go on, and does not know whether it will come
-- says: Cancelling order {order_id} was granted by {granted_at_max:time}, and it is told {canonical} since.
-- applies: coalesce(granted_min, 0) > 0 and sent_max < 1
-- source: WF-028; read after write: the snapshot after an event shows it
select order_id, canonical, granted_at_max, told_at_max
from order_status
left join order_cancellings using (order_id)
where
  canonical in ('placed', 'confirmed', 'processing')
  and called_off_max < 1
  and stands_until_min > coalesce(granted_at_max, $never) + $deadline_status
