-- The two warehouses may send everything everywhere; what is planted to be barred is barred.
select
    'system' as source, 'serves.' || location as row_id, timestamp '2026-01-01 00:00:00' as occurred_at,
    location, country, null as sku, null as method, true as may_ship
from (values ('MAIN', null), ('WEST', null), ('NORTH', 'GL')) as places (location, country)
union all
select
    'system', 'barred.' || i, timestamp '2026-01-01 00:00:00', location,
    if(fault is null, 'GL', null), sku_1, null, false
from stories
where fault = 'sent-where-barred' or (is_rare and fault is null)
