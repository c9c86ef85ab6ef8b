-- An invoice asks for no more for a unit than the order does.
--
-- kind: claim
-- severity: S1
-- handoff: order>books
-- customer: is invoiced at another price than the one they bought at
-- says: Document {document_id}, line {line_id}: {amount_min:money} for {units} units that cost {worth_max:money}.
-- tolerance: 0
-- source: DC-001, TX-004; Magento invoices, Odoo invoice lines
-- plants: invoice-adds-tax-again
select
  document_id,
  source,
  row_id,
  order_id,
  line_id,
  currency,
  amount_min - worth_max as at_risk,
  units,
  amount_min,
  worth_max
from invoiced_lines
where amount_min > worth_max + units + $tolerance
