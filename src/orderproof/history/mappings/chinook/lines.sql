-- Tracks are downloaded: nothing has to be shipped.
select
    InvoiceLineId as row_id,
    InvoiceId as order_id,
    InvoiceLineId as line_id,
    TrackId as sku,
    Quantity as quantity,
    minor(UnitPrice, 'USD') as unit_price,
    false as requires_shipping,
    InvoiceDate as occurred_at
from InvoiceLine
left join Invoice using (InvoiceId)
