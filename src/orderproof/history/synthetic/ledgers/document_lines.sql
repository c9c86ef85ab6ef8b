-- The goods on every invoice and credit note.
select
    'system' as source, p.kind || '.' || l.i || '.' || l.line_id as row_id,
    if(p.kind = 'invoice', p.invoiced_at, p.refunded_at) as occurred_at,
    p.kind || '.' || l.i as document_id, l.line_id, l.sku,
    l.quantity - l.dropped + if(l.fault = 'unit-invoiced-twice', 1, 0) as quantity,
    case
        when l.fault = 'invoiced-at-other-price' then l.quantity * l.unit_price + l.quantity + 1
        else l.net - l.dropped * l.unit_price - if(l.price_includes_tax, l.tax, 0)
            - if(l.fault in ('invoice-line-off', 'invoice-net-off'), 1, 0)
    end as net,
    l.tax + case
        when p.kind = 'invoice' then 0
        when l.fault = 'credited-tax-differs' then 1
        when l.fault = 'credited-share-differs' then 2 + l.quantity
        else 0
    end as tax,
    'standard' as category, l.tax_percent * 10000 as rate
from told_papers as p join story_lines as l using (i)
where p.kind = 'invoice' or l.line_id = '1'
