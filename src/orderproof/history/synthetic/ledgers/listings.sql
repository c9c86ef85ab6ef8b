-- Everything can be bought throughout, except what is planted not to be.
select
    'system' as source, 'listing.' || item as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    sku(item) as sku, true as sellable, null as valid_from, null as valid_until
from range(getvariable('skus')) as items (item)
union all
select
    'system', 'listing.rare.' || i, timestamp '2026-01-01 00:00:00', sku_1, coalesce(fault, '') <> 'sold-unlisted',
    null, if(fault = 'offered-though-delisted', getvariable('ends_at') - interval 10 day, null)
from stories
where is_rare
union all
select
    'system', 'delisted.' || i, getvariable('ends_at') - interval 10 day, sku_1, false,
    getvariable('ends_at') - interval 10 day, null
from stories
where fault = 'offered-though-delisted'
