-- The gateway's own books, and what the system says it captured.
select
    source, 'payment.' || i || '.' || step as row_id,
    'txn.' || i || '.' || replace(step, 'claim', 'capture') as effect_id,
    moment as occurred_at, order_id, 'pay.' || i as payment_id,
    if(kind = 'refund', 'refund.', 'charge.') || i as intent_id, 'north' as gateway,
    if(fault = 'tender-unnamed' and kind = 'capture', null, 'card') as tender, kind,
    if(step = 'asked', 'requested', 'succeeded') as state,
    seq + if(fault = 'payment-row-lost' and seq > 1, 1, 0) as seq, amount,
    if(fault = 'refunded-in-other-currency' and kind = 'refund', 'CHF', currency) as currency,
    if(is_exchanged, (amount * 8 + 5) // 10, null)
        + case
            when fault = 'exchanged-at-no-rate' then 2
            when fault = 'refund-shown-less' and kind = 'refund' then -1
            else 0
        end as presentment_amount,
    if(is_exchanged, 'GBP', null) as presentment_currency, if(is_exchanged, 'bank', null) as rate_book,
    'key.' || i || '.' || step as idempotency_key,
    if(kind = 'authorize', placed_at + if(fault = 'captured-after-expiry', interval 12 hour, interval 30 day), null)
        as expires_at,
    if(kind = 'refund', 'return of line 1', null) as refund_id
from (
    select
        i, order_id, fault, placed_at, currency, is_exchanged, step, kind, source, seq,
        case step
            when 'authorize' then case
                when fault in ('shipped-before-paid', 'delivered-before-paid') then captured_at
                when fault = 'paid-before-placing' then placed_at - interval 2 hour
                else placed_at + interval 10 second
            end
            when 'capture' then captured_at
            when 'claim' then captured_at
            when 'twice' then if(fault = 'captured-twice', shipped_at + interval 1 minute, null)
            when 'void' then cancelled_at
            when 'late' then if(fault = 'captured-after-void', cancelled_at + interval 1 hour, null)
            when 'nothing' then if(fault = 'captured-nothing', shipped_at + interval 1 minute, null)
            when 'refund' then
                if(fault = 'refunded-before-captured', captured_at - interval 1 minute, refunded_at)
            when 'asked' then if(fault = 'refund-left-open', returned_at + interval 1 day, null)
            when 'again' then if(fault = 'refunded-twice', refunded_at + interval 10 second, null)
        end as moment,
        case step
            when 'authorize' then total - if(fault = 'capture-exceeds-authorization', 1, 0)
            when 'void' then 0
            when 'nothing' then 0
            when 'refund' then refund
            when 'asked' then refund
            when 'again' then refund
            when 'claim' then total - if(fault = 'claimed-capture-differs', 1, 0)
            else total
        end as amount
    from stories cross join (
        values
            ('authorize', 'authorize', 'gateway:north', 1), ('capture', 'capture', 'gateway:north', 2),
            ('claim', 'capture', 'system', null), ('twice', 'capture', 'gateway:north', 3),
            ('void', 'void', 'gateway:north', 2), ('late', 'capture', 'gateway:north', 3),
            ('nothing', 'capture', 'gateway:north', 3), ('refund', 'refund', 'gateway:north', 3),
            ('asked', 'refund', 'gateway:north', 3), ('again', 'refund', 'gateway:north', 4)
    ) as steps (step, kind, source, seq)
)
where moment is not null and (fault is null or fault <> 'never-paid')
