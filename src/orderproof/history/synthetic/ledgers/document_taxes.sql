-- The tax breakdown of invoices that follow a standard: the goods at their rate, carriage exempt (postal services are).
select
    'system' as source, kind || '.' || i || '.' || category as row_id,
    if(kind = 'invoice', invoiced_at, refunded_at) as occurred_at, kind || '.' || i as document_id, category,
    if(category = 'exempt' and (fault is null or fault <> 'exemption-unexplained'), 'postal service', null) as reason,
    if(category = 'standard', tax_percent * 10000, 0) as rate,
    case
        when category = 'standard' then line_sum - if(fault = 'taxed-base-off', 3, 0)
        else carriage + case fault
            when 'allowance-unlisted' then 1
            when 'charge-unlisted' then -1
            when 'invoice-gross-off' then 1
            else 0
        end
    end as base,
    case
        when category = 'standard' then tax + case fault
            when 'breakdown-off' then -1
            when 'breakdown-at-other-rate' then -9
            when 'rounded-by-line' then 2
            else 0
        end
        else if(fault = 'breakdown-at-other-rate', 9, 0)
    end as amount
from told_papers cross join (values ('standard'), ('exempt')) as categories (category)
where standard is not null and (category = 'standard' or carriage > 0)
