-- Chinook has no status: an invoice is a finished sale.
select
    InvoiceId as row_id,
    'order' as object_type,
    InvoiceId as object_id,
    InvoiceId as order_id,
    'completed' as canonical,
    InvoiceDate as occurred_at
from Invoice
