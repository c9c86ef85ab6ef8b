-- Every telling of an invoice or credit note that declares to follow EN 16931, and by how much its totals miss each
-- other: `net_off`, `gross_off` and `due_off`; none where one of the parts is not told.
-- key: document_id, source, row_id
-- optional: documents.rounding
select
  document_id,
  source,
  row_id,
  order_id,
  currency,
  net,
  gross,
  due,
  certain,
  abs(net - (lines_net - allowances + charges)) as net_off,
  abs(gross - net - tax) as gross_off,
  abs(due - (gross - prepaid + coalesce(rounding, 0))) as due_off
from documents
where kind in ('invoice', 'credit_note') and standard = 'en16931'
