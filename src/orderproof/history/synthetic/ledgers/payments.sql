-- The gateway's own books, and what the system says it captured.
select
    source, 'payment.' || i || '.' || step as row_id,
    'txn.' || i || '.' || if(step in ('claim', 'booked-again'), 'capture', step) as effect_id,
    if(source = 'system', 'event.' || i, null) as cause_id,
    moment as occurred_at, order_id,
    case
        when step = 'gift' then 'gift.' || i
        when step in ('other-card', 'second-hold', 'hanging') then 'other.' || i
        else 'pay.' || i
    end as payment_id,
    case when kind = 'refund' then 'refund.' when step = 'gift' then 'gift.' else 'charge.' end || i as intent_id,
    'north' as gateway,
    case
        when fault = 'tender-unnamed' and kind = 'capture' then null
        when step = 'gift' then 'gift_card'
        when kind = 'refund' and (fault = 'refunded-as-credit' or is_credited(i, fault)) then 'store_credit'
        else 'card'
    end as tender, kind,
    case
        when step = 'asked' then 'requested'
        when step = 'failed' then 'failed'
        when step in ('begun', 'hanging') then 'pending'
        else 'succeeded'
    end as state,
    if(source = 'system', null, row_number() over (partition by i, source order by place))
        + if(fault = 'payment-row-lost' and place > 1, 1, 0) as seq,
    amount,
    case
        when fault = 'charged-in-other-currency' and kind = 'capture' then 'CHF'
        when fault = 'refunded-in-other-currency' and kind = 'refund' then 'CHF'
        else currency
    end as currency,
    if(is_exchanged, (amount * 8 + 5) // 10, null)
        + case
            when fault = 'exchanged-at-no-rate' then 2
            when fault = 'refund-shown-less' and kind = 'refund' then -1
            else 0
        end as presentment_amount,
    if(is_exchanged, 'GBP', null) as presentment_currency, if(is_exchanged, 'bank', null) as rate_book,
    'key.' || i || '.' || if(step = 'rest', 'capture', step) as idempotency_key,
    if(kind = 'authorize', placed_at + if(fault = 'captured-after-expiry', interval 12 hour, interval 30 day), null)
        as expires_at,
    if(kind = 'refund', 'return of line 1', null) as refund_id
from (
    select
        i, order_id, fault, placed_at, currency, is_exchanged, step, kind, source, place,
        case step
            when 'authorize' then case
                when pays_at_the_door then null
                when fault in ('shipped-before-paid', 'delivered-before-paid') then captured_at
                when fault = 'paid-before-placing' then placed_at - interval 2 hour
                else placed_at + interval 10 second
            end
            when 'begun' then if(
                fault is null and i % 47 = 13 and not pays_at_the_door, placed_at + interval 5 second, null
            )
            when 'hanging' then if(fault = 'payment-left-hanging', placed_at + interval 5 second, null)
            when 'paid-out' then
                if(fault = 'paid-out-twice' or (fault is null and i % 59 = 17), captured_at + interval 3 day, null)
            when 'paid-out-again' then if(fault = 'paid-out-twice', captured_at + interval 4 day, null)
            when 'second-hold' then if(fault = 'authorized-twice', placed_at + interval 40 second, null)
            when 'capture' then captured_at
            when 'claim' then captured_at
            when 'booked-again' then if(fault = 'claimed-twice', captured_at + interval 1 minute, null)
            when 'gift' then if(gift > 0, captured_at, null)
            when 'rest' then if(fault = 'key-used-again', captured_at + interval 1 minute, null)
            when 'other-card' then if(fault = 'refunded-to-one-card', captured_at + interval 1 minute, null)
            when 'twice' then if(fault = 'captured-twice', shipped_at + interval 1 minute, null)
            when 'void' then if(fault = 'authorization-kept', null, cancelled_at)
            when 'late' then if(fault = 'captured-after-void', cancelled_at + interval 1 hour, null)
            when 'nothing' then if(fault = 'captured-nothing', shipped_at + interval 1 minute, null)
            when 'failed' then case
                when fault = 'refund-failed' then returned_at + interval 1 day
                when fault is null and i % 5 = 2 then refunded_at - interval 1 hour
            end
            when 'refund' then
                if(fault = 'refunded-before-captured', captured_at - interval 1 minute, refunded_at)
            when 'asked' then if(fault = 'refund-left-open', returned_at + interval 1 day, null)
            when 'again' then if(fault = 'refunded-twice', refunded_at + interval 10 second, null)
            when 'chargeback' then if(
                fault = 'refunded-and-charged-back' or (fault is null and i % 6 = 3),
                refunded_at + interval 5 day, null
            )
        end as moment,
        case step
            when 'authorize' then total - gift - if(fault = 'capture-exceeds-authorization', 1, 0)
            when 'begun' then total - gift
            when 'hanging' then total
            when 'void' then 0
            when 'nothing' then 0
            when 'failed' then refund
            when 'refund' then refund
            when 'asked' then refund
            when 'again' then refund
            when 'gift' then gift
            when 'rest' then 1
            when 'other-card' then total - refund + 1
            when 'chargeback' then if(fault = 'refunded-and-charged-back', total - refund + 1, shipping)
            when 'twice' then total
            when 'late' then total
            when 'second-hold' then total
            else case
                when fault = 'key-used-again' then total - 1
                when fault = 'refunded-to-one-card' then refund - 1
                when fault = 'claimed-capture-differs' and step = 'claim' then total - 1
                else taken
            end
        end as amount
    from stories cross join (
        values
            ('hanging', 'authorize', 'gateway:north', -1), ('begun', 'authorize', 'gateway:north', 0),
            ('authorize', 'authorize', 'gateway:north', 1), ('second-hold', 'authorize', 'gateway:north', 2),
            ('capture', 'capture', 'gateway:north', 3), ('gift', 'capture', 'gateway:north', 4),
            ('rest', 'capture', 'gateway:north', 5), ('other-card', 'capture', 'gateway:north', 6),
            ('twice', 'capture', 'gateway:north', 7), ('void', 'void', 'gateway:north', 8),
            ('late', 'capture', 'gateway:north', 9), ('nothing', 'capture', 'gateway:north', 10),
            ('failed', 'refund', 'gateway:north', 11), ('refund', 'refund', 'gateway:north', 12),
            ('asked', 'refund', 'gateway:north', 13), ('again', 'refund', 'gateway:north', 14),
            ('chargeback', 'chargeback', 'gateway:north', 15), ('paid-out', 'settle', 'gateway:north', 18),
            ('paid-out-again', 'settle', 'gateway:north', 19),
            ('claim', 'capture', 'system', 16), ('booked-again', 'capture', 'system', 17)
    ) as steps (step, kind, source, place)
)
where moment is not null and (fault is null or fault not in ('never-paid', 'door-money-lost'))
