-- An invoice is the order: downloads are bought and paid at once. The customer is hashed; names and addresses stay out.
select
    InvoiceId as row_id,
    InvoiceId as order_id,
    md5('chinook:' || CustomerId) as customer,
    'USD' as currency,
    InvoiceDate as placed_at,
    InvoiceDate as occurred_at
from Invoice
