-- The offers in force: one for everybody, and some that were used up before they were used.
select
    'system' as source, 'offer.welcome' as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    'WELCOME10' as offer, 1000000000 as uses
union all
select 'system', 'offer.' || i, timestamp '2026-01-01 00:00:00', order_id, 0
from stories
where fault = 'offer-used-too-often'
