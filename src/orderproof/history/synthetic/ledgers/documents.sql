-- The invoice when the goods leave, and the credit note when the money goes back.
select
    'system' as source, kind || '.' || i as row_id, if(kind = 'invoice', shipped_at, refunded_at) as occurred_at,
    kind || '.' || i as document_id, order_id, kind,
    if(kind = 'invoice', invoice_number, credit_number)::bigint as number, if(kind = 'invoice', 'INV', 'CN') as series,
    if(kind = 'credit_note', 'invoice.' || i, null) as refers_to,
    gross - if(kind = 'invoice', tax, tax_1) as net, if(kind = 'invoice', tax, tax_1) as tax, gross, currency
from (
    select
        stories.*, kind,
        case
            when kind = 'invoice' then total + if(fault = 'invoice-differs', 1, 0)
            else refund - if(fault = 'credit-note-differs', 1, 0)
        end as gross
    from stories cross join (values ('invoice'), ('credit_note')) as kinds (kind)
)
where if(kind = 'invoice', shipped_at, refunded_at) is not null
