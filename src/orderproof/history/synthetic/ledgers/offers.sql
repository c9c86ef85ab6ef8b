-- The offers in force: one for everybody, and some that were used up, or over, before they were used.
select
    'system' as source, 'offer.welcome' as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    'WELCOME10' as offer, 1000000000 as uses, timestamp '2026-01-01 00:00:00' as valid_from, timestamp '2036-01-01 00:00:00' as valid_until
union all
select
    'system', 'offer.' || i, timestamp '2026-01-01 00:00:00', order_id, if(fault = 'offer-lapsed', null, 0),
    timestamp '2025-01-01 00:00:00', if(fault = 'offer-lapsed', timestamp '2026-01-01 00:00:00', null)
from stories
where fault in ('offer-used-too-often', 'offer-lapsed')
