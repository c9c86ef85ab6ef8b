-- What the customer was told by mail, and what the system says it sent.
select
    'inbox' as source, 'mail.' || i || '.' || step as row_id, moment as occurred_at,
    '<' || i || '.' || mail || '@shop.example>' as notice_id, '<' || i || '.' || mail || '@shop.example>' as effect_id,
    order_id, template, if(step = 'text', 'sms', 'mail') as medium, if(step = 'bounce', 'bounced', 'sent') as event,
    cause_id, if(fault = 'told-to-a-stranger' and step = 'shipped', 'a stranger', 'mailbox ' || i) as recipient,
    if(
        step = 'shipped',
        if(fault = 'attachment-not-issued', 'draft.', 'invoice.') || i, null
    ) as attachment,
    told
from (
    select
        i, order_id, fault, step, if(step = 'bounce', 'shipped', replace(step, ' ', '-')) as mail,
        case
            when step in ('twice', 'anew') then 'confirmation'
            when step in ('bounce', 'text', 'second part') then 'shipped'
            when step = 'arrived' then 'delivered'
            when step = 'off' then 'cancelled'
            else step
        end as template,
        case step
            when 'confirmation' then case fault
                when 'confirmation-missing' then null
                when 'confirmed-after-shipping' then left_at + interval 1 hour
                else placed_at + interval 20 second
            end
            when 'twice' then if(fault = 'confirmation-doubled', placed_at + interval 90 second, null)
            when 'anew' then if(fault = 'confirmed-again', placed_at + interval 3 hour, null)
            when 'shipped' then left_at + if(fault = 'shipped-notice-early', -interval 30 minute, interval 1 minute)
            when 'second part' then if(fault = 'left-in-two-parts', left_at + interval 26 hour + interval 1 minute, null)
            when 'bounce' then if(comes_back(i, fault), left_at + interval 2 minute, null)
            when 'text' then
                if(comes_back(i, fault) and fault is null, left_at + interval 3 minute, null)
            when 'ready-for-pickup' then if(
                is_collected(i, fault),
                left_at - if(fault = 'ready-told-early', interval 30 minute, interval 5 minute), null
            )
            when 'delivered' then if(
                fault = 'told-delivered-falsely', null,
                delivered_at + if(fault = 'delivered-notice-early', -interval 30 minute, interval 1 minute)
            )
            when 'arrived' then if(fault = 'arrival-told-twice', delivered_at + interval 1 hour, null)
            when 'cancelled' then cancelled_at + interval 1 minute
            when 'off' then if(fault = 'cancel-told-falsely', placed_at + interval 1 hour, null)
            when 'refunded' then refunded_at + if(fault = 'refund-notice-early', -interval 30 minute, interval 1 minute)
        end as moment,
        case step
            when 'confirmation' then 'status.' || i || '.placed'
            when 'twice' then 'status.' || i || '.placed'
            when 'refunded' then 'payment.' || i || '.refund'
            else 'status.' || i || '.' || step
        end as cause_id,
        case
            when step = 'shipped' then map {
                'tracking': if(fault = 'told-tracking-differs', 'X' || order_id, tracking_number) || '-P1',
                'status': if(
                    fault in ('left-in-two-parts', 'told-sent-in-part', 'completed-in-part'), 'partially_shipped', 'shipped'
                ),
                'items': (
                    if(fault = 'part-told-as-whole', 1, quantity_1 - dropped) + if(fault in ('told-items-differ', 'sent-too-much'), 1, 0)
                    + if(
                        has_second and not is_digital and (i % 2 = 0 or fault = 'left-from-two-places')
                        and (fault is null or fault not in ('left-in-two-parts', 'told-sent-in-part', 'completed-in-part')),
                        quantity_2, 0
                    )
                )::varchar,
                'date': strftime(placed_at + to_days(if(fault = 'told-date-differs', 33, 3)), '%Y-%m-%d')
            }
            when step = 'confirmation' then map {
                'total': major_units(total + if(fault = 'told-total-differs', 1, 0), currency)
                    || case when fault <> 'told-total-not-payable' or fault is null then ''
                        when currency = 'JPY' then '.5' else '5' end
            }
            when step = 'refunded' then map {
                'refund': major_units(refund + if(fault = 'told-refund-differs', 1, 0), currency)
            }
        end as told
    from stories cross join (
        values
            ('confirmation'), ('twice'), ('anew'), ('shipped'), ('second part'), ('bounce'), ('text'), ('ready-for-pickup'), ('delivered'),
            ('arrived'), ('cancelled'), ('off'), ('refunded')
    ) as steps (step)
)
where moment is not null
union all
select
    'system', 'put up.' || i, placed_at + interval 10 second,
    '<' || i || if(fault = 'said-to-be-sent', '.survey', '.confirmation') || '@shop.example>', null, order_id,
    'confirmation', 'mail', 'queued', null, null, null, null
from stories
where fault is null or fault = 'said-to-be-sent'
