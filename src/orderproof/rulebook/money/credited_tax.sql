-- Credit notes give back the tax of what they credit: never more than their invoice has, all of it where all is credited.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: gets too little tax back, or has deducted tax that was given back already
-- says: Invoice {document_id} of order {order_id}: {credited_tax_min:money} tax credited of {tax_max:money}.
-- applies: credits_min > 0
-- tolerance: 0
-- source: TX-017; Magento 14713 and 32222 (the whole tax with a part of the goods), 39644
select
  document_id,
  order_id,
  currency,
  greatest(credited_tax_min - tax_max, tax_min - credited_tax_max) as at_risk,
  credited_min,
  gross_max,
  credited_tax_min,
  credited_tax_max,
  tax_min,
  tax_max
from invoice_credits
where credited_tax_min > tax_max + steps_max + $tolerance
  or (credited_min >= gross_max and credited_tax_max < tax_min - steps_max - $tolerance)
