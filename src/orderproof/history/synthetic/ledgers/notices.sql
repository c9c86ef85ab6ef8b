-- What the customer was told by mail.
select
    'inbox' as source, 'mail.' || i || '.' || step as row_id, moment as occurred_at,
    '<' || i || '.' || step || '@shop.example>' as notice_id, '<' || i || '.' || step || '@shop.example>' as effect_id,
    order_id, template, 'mail' as medium, 'sent' as event, cause_id,
    told
from (
    select
        i, order_id, step, case step when 'twice' then 'confirmation' when 'second part' then 'shipped' else step end as template,
        case step
            when 'confirmation' then if(fault = 'confirmation-missing', null, placed_at + interval 20 second)
            when 'twice' then if(fault = 'confirmation-doubled', placed_at + interval 90 second, null)
            when 'shipped' then left_at + if(fault = 'shipped-notice-early', -interval 30 minute, interval 1 minute)
            when 'second part' then if(fault = 'left-in-two-parts', left_at + interval 26 hour + interval 1 minute, null)
            when 'cancelled' then cancelled_at + interval 1 minute
            when 'refunded' then refunded_at + if(fault = 'refund-notice-early', -interval 30 minute, interval 1 minute)
        end as moment,
        case step
            when 'confirmation' then 'status.' || i || '.placed'
            when 'twice' then 'status.' || i || '.placed'
            when 'refunded' then 'payment.' || i || '.refund'
            else 'status.' || i || '.' || step
        end as cause_id,
        case step
            when 'shipped' then map {'tracking': if(fault = 'told-tracking-differs', 'X' || order_id, tracking_number) || '-P1'}
            when 'confirmation' then map {
                'total': major_units(total + if(fault = 'told-total-differs', 1, 0), currency)
                    || case when fault <> 'told-total-not-payable' or fault is null then ''
                        when currency = 'JPY' then '.5' else '5' end
            }
        end as told
    from stories cross join (
        values ('confirmation'), ('twice'), ('shipped'), ('second part'), ('cancelled'), ('refunded')
    ) as steps (step)
)
where moment is not null
