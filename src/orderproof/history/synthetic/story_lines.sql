-- The lines of every order, one row each, with the parcel that they leave in.
select
    i, order_id, fault, ending, location, placed_at, cancelled_at, shipped_at, left_at, delivered_at, returned_at,
    currency, price_includes_tax, tax_percent, pays_on_shipment,
    is_rare, is_awaited, is_rerouted, is_unfit,
    '1' as line_id, dropped, sku_1 as sku, quantity_1 as quantity, price_1 as unit_price, net_1 as net, tax_1 as tax,
    order_id || '-P1' as parcel_id, ending = 'returned' as comes_back,
    is_bundle
from stories
union all
select
    i, order_id, fault, ending, location, placed_at, cancelled_at, shipped_at, left_at, delivered_at, returned_at,
    currency, price_includes_tax, tax_percent, pays_on_shipment,
    is_rare, is_awaited, is_rerouted, is_unfit,
    '2', 0, sku_2, quantity_2, price_2, net_2, tax_2,
    order_id || if(i % 2 = 0, '-P1', '-P2'), false,
    false
from stories
where has_second
