-- What was granted: a refund for what came back, or another unit for one that did not fit, even in price.
select
    'system' as source, 'remedy.' || i || '.' || remedy as row_id, moment as occurred_at,
    'M' || i || '.' || remedy as remedy_id, order_id, '1' as line_id,
    if(returned_at is not null, 'R' || i, null) as return_id,
    remedy, if(remedy = 'exchange', 1, quantity_1) as quantity,
    case
        when remedy = 'refund' then refund + if(fault = 'granted-less-paid', 1, 0)
        when remedy = 'credit' and fault = 'replaced-and-paid' then 2 * total
        when remedy = 'credit' then least(refund, shipping)
        when fault = 'exchange-difference-kept' then 1
        else 0
    end as amount, currency
from (
    select
        i, order_id, fault, quantity_1, refund, shipping, total, returned_at, currency, remedy,
        case
            when remedy = 'refund' then if(
                fault = 'granted-less-paid' or (fault is null and i % 3 = 0 and i % 7 <> 1),
                returned_at + interval 1 hour, null
            )
            when remedy = 'credit' and is_credited(i, fault) then returned_at + interval 1 hour
            when remedy in ('replacement', 'credit') and fault = 'replaced-and-paid' then delivered_at + interval 1 day
            when remedy = 'credit' and is_swapped(i, fault, ending, '1') then delivered_at + interval 1 day
            when remedy = 'exchange' and (fault = 'exchange-difference-kept' or is_swapped(i, fault, ending, '1'))
                then delivered_at + interval 1 day
            when remedy = 'replacement' and fault = 'replacement-unsent' then delivered_at + interval 1 day
        end as moment
    from stories cross join (values ('refund'), ('credit'), ('exchange'), ('replacement')) as remedies (remedy)
)
where moment is not null
