-- The invoice when the goods leave, and the credit note when the money goes back.
select
    'system' as source, kind || '.' || i as row_id, if(kind = 'invoice', shipped_at, refunded_at) as occurred_at,
    kind || '.' || i as document_id, order_id, kind,
    case
        when kind = 'credit_note' then credit_number
        when fault is null or fault <> 'invoice-number-lost' then invoice_number
    end::bigint as number, if(kind = 'invoice', 'INV', 'CN') as series,
    if(kind = 'credit_note', 'invoice.' || i, null) as refers_to,
    gross - if(kind = 'invoice', tax, tax_1) + if(fault = 'invoice-off' and kind = 'invoice', 2, 0) as net,
    if(kind = 'invoice', tax, tax_1) as tax, gross,
    if(fault = 'currency-mixed', 'CHF', currency) as currency
from (
    select
        stories.*, kind,
        case
            when kind = 'invoice' then total - dropped * price_1 + if(fault = 'invoice-differs', 1, 0)
            when fault = 'refunded-twice' then 2 * refund
            else refund - if(fault = 'credit-note-differs', 1, 0)
        end as gross
    from stories cross join (values ('invoice'), ('credit_note')) as kinds (kind)
)
where if(kind = 'invoice', shipped_at, refunded_at) is not null
