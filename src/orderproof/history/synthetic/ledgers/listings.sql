-- Everything can be bought throughout, except what is planted not to be.
select
    'system' as source, 'listing.' || item as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    sku(item) as sku, true as sellable
from range(getvariable('skus')) as items (item)
union all
select 'system', 'listing.rare.' || i, timestamp '2026-01-01 00:00:00', sku_1, fault <> 'sold-unlisted'
from stories
where is_rare
