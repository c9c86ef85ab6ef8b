-- The totals as stored with the order, as its page shows them a few seconds later, and as they are after a change.
select
    'system' as source, 'total.' || i || '.' || surface as row_id,
    if(surface = 'order', placed_at, placed_at + interval 5 second) as occurred_at,
    order_id, surface, 1 as version,
    items + if(fault = 'items-differ', 100, 0) as items,
    discount + if(fault = 'discount-counted-twice', 100, 0) as discount,
    shipping - if(fault = 'items-differ', 100, 0) as shipping,
    if(
        fault in ('total-off', 'discount-counted-twice') or (fault = 'total-differs-between-pages' and surface = 'detail'),
        100, 0
    ) as fees,
    if(fault = 'tax-untold', 0, tax) as tax, 0 as rounding,
    total + if(fault = 'total-differs-between-pages' and surface = 'detail', 100, 0) as total
from stories cross join (values ('order'), ('detail')) as surfaces (surface)
union all
select
    'system', 'total.' || i || '.edited', placed_at + interval 12 minute, order_id, 'order', 2, items, discount, shipping,
    if(fault = 'edit-unsettled', -100, 0), tax, 0, total - if(fault = 'edit-unsettled', 100, 0)
from stories
where is_edited
