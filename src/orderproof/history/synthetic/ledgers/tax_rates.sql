-- The tax rates of three countries, one of which was lowered before the first order, and some that are over.
select
    'system' as source, 'tax_rate.' || jurisdiction || '.' || rate as row_id,
    timestamp '2026-01-01 00:00:00' as occurred_at, jurisdiction, 'standard' as category, rate, valid_from, valid_until
from (
    values
        ('DE', 190000, timestamp '2007-01-01 00:00:00', null),
        ('US', 80000, timestamp '2020-01-01 00:00:00', timestamp '2026-01-01 00:00:00'),
        ('US', 70000, timestamp '2026-01-01 00:00:00', null),
        ('JP', 100000, timestamp '2019-10-01 00:00:00', null)
) as declared (jurisdiction, rate, valid_from, valid_until)
union all
select
    'system', 'tax_rate.' || i, timestamp '2026-01-01 00:00:00', order_id, 'standard', tax_percent * 10000,
    timestamp '2020-01-01 00:00:00', timestamp '2026-01-01 00:00:00'
from stories
where fault = 'tax-rate-lapsed'
