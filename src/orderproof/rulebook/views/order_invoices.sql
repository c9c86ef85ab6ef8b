-- The invoices of an order: how often one was told, and when the first was issued.
-- key: order_id
select order_id, count_of(kind = 'invoice') as invoices, first_of(happened, kind = 'invoice') as invoiced_at
from documents
group by order_id
