-- Money that was set aside for an order that was called off is let go in time.
--
-- kind: promise
-- severity: S1
-- handoff: order>payment
-- customer: cannot spend money that nobody will take
-- says: Order {order_id}, payment {payment_id}: {authorized_min:money} set aside, cancelled by {last_cancelled_at_max:time}, not let go before {voided_at_min:time}.
-- applies: authorizations_min > 0 and captures_max < 1 and open_ended_max < 1 and coalesce(cancels_min, 0) > 0 and coalesce(open_lines_max, 1) < 1 and coalesce(shipped_max, 0) < 1
-- source: PY-008; commercetools CancelAuthorization; Visa and Mastercard rules on reversing what will not be used
-- plants: cancel-keeps-money
select
  order_id, payment_id, currency, authorized_min as at_risk, authorized_min, last_cancelled_at_max, voided_at_min,
  expires_at_min
from payment_flow
left join order_cancels using (order_id)
where voided_at_min > last_cancelled_at_max + $deadline_refund
  and expires_at_min > last_cancelled_at_max + $deadline_refund
