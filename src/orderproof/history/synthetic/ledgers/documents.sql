-- The invoice when the goods leave, and the credit note when the money goes back. What is paid already is told as prepaid.
select
    'system' as source, kind || '.' || i || if(version = 1, '', '.again') as row_id,
    if(kind = 'invoice', invoiced_at, refunded_at) + if(version = 1, interval 0 day, interval 1 day) as occurred_at,
    kind || '.' || i as document_id, order_id, kind,
    case
        when kind = 'credit_note' then credit_number
        when fault is null or fault <> 'invoice-number-lost' then invoice_number
    end::bigint as number, if(kind = 'invoice', 'INV', 'CN') as series,
    if(kind = 'credit_note' and (fault is null or fault <> 'credit-note-names-nothing'), 'invoice.' || i, null)
        as refers_to,
    net, tax, gross - if(version = 1, 0, 1) as gross,
    if(fault = 'currency-mixed', 'CHF', currency) as currency,
    standard, lines_net, allowances, charges, if(kind = 'invoice', gross, 0) as prepaid,
    if(kind = 'invoice', 0, gross) + if(fault = 'paid-invoice-asks-again' and kind = 'invoice', 1, 0) as due
from told_papers cross join (values (1), (2)) as versions (version)
where version = 1 or (fault = 'invoice-rewritten' and kind = 'invoice')
