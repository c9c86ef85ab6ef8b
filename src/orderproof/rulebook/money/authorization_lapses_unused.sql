-- The payment for an order that is still wanted does not lapse unnoticed: it is taken, renewed or called off in time.
--
-- kind: promise
-- severity: S2
-- handoff: order>payment
-- customer: waits for goods whose payment has lapsed, and is asked to pay again, or is cancelled
-- says: Order {order_id}: {authorized_min:money} set aside lapsed by {lapses_at_max:time}, and nothing was taken, renewed or called off.
-- applies: authorizations_min > 0 and open_ended_max < 1
-- source: PY-006; Stripe capture_before, Visa authorization validity, Odoo capture after delivery
select order_id, currency, authorized_min as at_risk, authorized_min, lapses_at_max
from order_authorizations
left join order_changes using (order_id)
where captures_max < 1
  and voids_max < 1
  and begun_max < 1
  and withdrawals_max < 1
  and $as_of > lapses_at_max + $deadline_payment
