-- Gift cards that pay a part of an order: issued, spent, and lapsed on their day with what was left.
select
    'system' as source, 'card.' || i || '.' || kind as row_id, moment as occurred_at,
    'GIFT-' || i as account_id, kind, amount, currency, balance, if(kind = 'redeem', order_id, null) as order_id,
    if(kind = 'issue', placed_at + interval 30 day, null) as expires_at
from (
    select
        i, order_id, currency, placed_at, kind,
        case kind
            when 'issue' then timestamp '2026-01-04 08:00:00'
            when 'redeem' then captured_at
            when 'expire' then placed_at + if(fault = 'card-lapsed-early', interval 29 day, interval 30 day)
        end as moment,
        case kind when 'issue' then loaded when 'redeem' then spent else loaded - spent end as amount,
        case kind
            when 'issue' then loaded
            when 'redeem' then loaded - spent - if(fault = 'card-loses-too-much', 1, 0)
            else 0
        end as balance
    from (
        select
            *,
            if(fault = 'card-overdrawn', gift - 1, 5000) as loaded,
            gift + if(fault = 'card-charged-more', 1, 0) as spent
        from stories
        where gift > 0
    ) cross join (values ('issue'), ('redeem'), ('expire')) as kinds (kind)
)
where amount > 0
