-- Credit notes give back no more than their invoice asked for.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: holds papers for money that they never owed
-- says: Invoice {document_id} of order {order_id}: {credited_min:money} credited of {gross_max:money}.
-- applies: credits_min > 0
-- tolerance: 0
-- source: DC-004; VAT directive 2006/112 article 219, UBL BillingReference
select document_id, order_id, currency, credited_min - gross_max as at_risk, credited_min, gross_max
from invoice_credits
where credited_min > gross_max + steps_max + $tolerance
