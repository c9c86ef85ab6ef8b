-- Whoever paid with money gets money back, unless they were granted a credit.
--
-- kind: choice
-- severity: S1
-- handoff: shipment>return
-- customer: paid by card and holds a voucher
-- says: Order {order_id}: {value_given_min:money} given back as stored value, at most {value_taken_max:money} paid with it, and no credit granted.
-- applies: refunds_min > 0 and unnamed_max < 1
-- source: PY-011, WF-093; directive 2011/83/EU article 13(1) (the same means of payment), Solidus OriginalPayment and StoreCredit reimbursement
select
  order_id, currency, value_given_min - value_taken_max as at_risk, value_given_min, value_taken_max
from tender_flows
left join order_remedies using (order_id, currency)
where value_given_min > value_taken_max and coalesce(credits_granted_max, 0) < 1
