-- The bank's exchange rates, one after the other, and a book that has two at once.
select
    'system' as source, 'rate.' || part as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    'bank' as book, 'EUR' as from_currency, 'GBP' as to_currency, factor, valid_from, valid_until
from (
    values
        (1, 790000000, timestamp '2025-01-01 00:00:00', timestamp '2026-01-01 00:00:00'),
        (2, 800000000, timestamp '2026-01-01 00:00:00', null)
) as declared (part, factor, valid_from, valid_until)
union all
select
    'system', 'rate.' || i || '.' || part, timestamp '2026-01-01 00:00:00', order_id, 'EUR', 'GBP',
    800000000 + part, timestamp '2026-01-01 00:00:00', null
from stories cross join (values (1), (2)) as parts (part)
where fault = 'two-rates-at-once'
