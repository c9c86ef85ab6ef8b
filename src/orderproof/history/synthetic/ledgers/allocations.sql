-- Some rare items are allotted to the web shop, as many as one order takes.
select
    'system' as source, 'allotted.' || i as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    sku_1 as sku, 'web' as channel, quantity_1 - if(fault = 'sold-beyond-allotment', 1, 0) as units
from stories
where fault = 'sold-beyond-allotment' or (is_rare and fault is null and i % 2 = 0)
