-- What bundles are made of: two of one part.
select
    'system' as source, 'bom.' || i as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    sku_1 as sku, 'PART-' || i as component, 2 as units
from stories
where is_bundle
