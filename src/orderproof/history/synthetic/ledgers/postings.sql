-- The books, of every fourth order: papers and payments when they come, and the revenue of an order that was cancelled
-- posted at its placing and taken back.
with entries as (
    select
        i, fault, order_id, currency, kind || '.' || i as entry, kind || '.' || i as document_id,
        if(kind = 'invoice', invoiced_at, refunded_at) as moment, if(kind = 'invoice', 1, -1) as sign,
        gross, gross - tax as net, tax, 'paper' as what
    from told_papers
    union all
    select i, fault, order_id, currency, 'payment.' || i, null, captured_at, 1, taken + gift, 0, 0, 'payment'
    from stories
    where invoiced_at is not null
    union all
    select
        i, fault, order_id, currency, 'refund.' || i, null, refunded_at, -1,
        if(fault = 'refunded-twice', 2 * refund, refund), 0, 0, 'payment'
    from stories
    where refunded_at is not null
    union all
    select i, fault, order_id, currency, 'expected.' || i, null, placed_at, 1, total, total, 0, 'paper'
    from stories
    where ending = 'cancelled'
    union all
    select i, fault, order_id, currency, 'called off.' || i, null, cancelled_at, -1, total, total, 0, 'paper'
    from stories
    where ending = 'cancelled' and (fault is null or fault <> 'revenue-kept')
),
sides as (
    select
        i, fault, order_id, currency, entry, document_id, moment, account,
        sign * case
            when what = 'payment' then case account
                when 'cash' then gross - if(fault = 'receivable-left-open', 1, 0)
                when 'receivable' then if(fault = 'receivable-left-open', 1, 0) - gross
            end
            else case account
                when 'receivable' then gross
                when 'revenue' then -net - if(fault = 'posting-unbalanced', 1, 0) - if(fault = 'tax-misposted', 1, 0)
                when 'tax' then -tax + if(fault = 'tax-misposted', 1, 0)
            end
        end as amount
    from entries cross join (values ('receivable'), ('revenue'), ('tax'), ('cash')) as accounts (account)
)
select
    'finance' as source, entry || '.' || account as row_id, moment as occurred_at, entry as entry_id, account,
    greatest(amount, 0) as debit, greatest(-amount, 0) as credit, currency, order_id, document_id
from sides
where amount <> 0
    and (
        i % 4 = 0
        or fault in ('posting-unbalanced', 'tax-misposted', 'receivable-left-open', 'revenue-kept')
    )
