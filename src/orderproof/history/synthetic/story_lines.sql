-- The lines of every order, one row each, with the parcel that they leave in. Digital ones leave in none.
select
    i, order_id, fault, ending, location, placed_at, cancelled_at, shipped_at, left_at, delivered_at, returned_at,
    currency, price_includes_tax, tax_percent, pays_on_shipment, tracking_number || '-P1' as tracking_number,
    false as is_digital,
    is_rare, is_awaited, is_rerouted, is_unfit,
    '1' as line_id, dropped, sku_1 as sku, quantity_1 as quantity, price_1 as unit_price, net_1 as net, tax_1 as tax,
    order_id || '-P1' as parcel_id, ending = 'returned' as comes_back,
    is_bundle
from stories
union all
select
    i, order_id, fault, ending, location, placed_at, cancelled_at, shipped_at,
    case
        when is_digital or fault in ('told-sent-in-part', 'completed-in-part') then null
        else left_at + if(fault = 'left-in-two-parts', interval 26 hour, interval 0 hour)
    end,
    case
        when fault in ('told-sent-in-part', 'completed-in-part', 'digital-not-given') then null
        when fault = 'digital-before-payment' then placed_at + interval 1 second
        when is_digital then if(cancelled_at is null, captured_at + interval 1 minute, null)
        else delivered_at + if(fault = 'left-in-two-parts', interval 26 hour, interval 0 hour)
    end,
    returned_at, currency, price_includes_tax, tax_percent, pays_on_shipment, tracking_number || second_parcel,
    is_digital, is_rare, is_awaited, is_rerouted, is_unfit,
    '2', 0, sku_2, quantity_2, price_2, net_2, tax_2, order_id || second_parcel, false,
    false
from (
    select
        *,
        case
            when fault = 'left-in-two-parts' then '-P2'
            when fault = 'left-from-two-places' or i % 2 = 0 then '-P1'
            else '-P2'
        end as second_parcel
    from stories
)
where has_second
