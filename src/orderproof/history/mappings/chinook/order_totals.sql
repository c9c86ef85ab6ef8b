-- The invoice states its total and nothing else.
select
    InvoiceId as row_id,
    InvoiceId as order_id,
    'order' as surface,
    minor(Total, 'USD') as total,
    InvoiceDate as occurred_at
from Invoice
