-- What is added to a whole document, and taken off it: carriage, packing, loyalty.
select
    'system' as source, kind || '.' || i || '.' || reason as row_id,
    if(kind = 'invoice', invoiced_at, refunded_at) as occurred_at, kind || '.' || i as document_id,
    if(reason = 'loyalty', 'allowance', 'charge') as kind,
    case reason
        when 'carriage' then carriage + if(fault in ('allowance-unlisted', 'invoice-gross-off'), 1, 0)
        when 'loyalty' then loyalty + if(fault = 'charge-unlisted', 1, 0)
        else loyalty
    end as amount,
    'exempt' as category, 0 as rate, reason
from told_papers cross join (values ('carriage'), ('packing'), ('loyalty')) as reasons (reason)
where amount > 0
