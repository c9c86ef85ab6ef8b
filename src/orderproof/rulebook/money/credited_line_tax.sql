-- Units that are credited take their own share of the tax with them, no more and no less.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: gets too little tax back, or has deducted tax that was given back already
-- says: Note {document_id}, line {line_id}: {credited_tax_min:money} tax for {credited_units_max} of {invoiced_units_max} units with {invoiced_tax_max:money}.
-- applies: credits_min > 0
-- source: TX-017; Magento 14713 and 32222 (the whole tax with a part of the goods)
-- plants: credit-note-takes-whole-tax
select
  document_id,
  line_id,
  source,
  order_id,
  currency,
  credited_units_max,
  invoiced_units_max,
  credited_tax_min,
  credited_tax_max,
  invoiced_tax_min,
  invoiced_tax_max
from credited_lines
where credited_in_units_min > due_in_units_max + steps_max or credited_in_units_max < due_in_units_min - steps_max
