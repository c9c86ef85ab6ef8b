-- One row per order: what is bought, for how much, how the story ends, and when each thing happens (null: it does not).
--
-- Everything follows from the number of the order by whole-number arithmetic; `draw` is the only source of variety.
-- The table `faults` names, for every fault, the ending that it needs.
with carried as (
    select i, fault, faults.ending, lead(fault) over (order by i) as next_fault
    from range(getvariable('orders')) as numbers (i)
    left join faults on i % getvariable('fault_every') = getvariable('fault_offset')
        and faults.position = (i // getvariable('fault_every')) % (select count(*) from faults)
),

numbered as (
    select
        i,
        fault,
        case
            when fault is not null then ending
            when next_fault = 'checkout-doubled' then 'completed'
            when draw(i, 1, 100) < 6 then 'cancelled'
            when draw(i, 1, 100) < 14 then 'returned'
            else 'completed'
        end as ending,
        fault in (
            'stock-oversold', 'level-differs', 'available-differs', 'sold-unlisted', 'released-more-than-kept',
            'price-differs'
        ) as is_rare,
        draw(i, 2, 100) as buyer_draw,
        fault is null and draw(i, 3, 10) < 4 as has_second,
        draw(i, 4, getvariable('skus')) as item_1,
        (draw(i, 4, getvariable('skus')) + 1 + draw(i, 5, getvariable('skus') - 1)) % getvariable('skus') as item_2,
        timestamp '2026-01-05 08:00:00' + to_microseconds(i * getvariable('step_us')) as placed_at
    from carried
),

bought as (
    select
        *,
        case when buyer_draw < 70 then 'EUR' when buyer_draw < 95 then 'USD' else 'JPY' end as currency,
        buyer_draw < 70 as price_includes_tax,
        case when buyer_draw < 70 then 19 when buyer_draw < 95 then 7 else 10 end as tax_percent,
        case when buyer_draw < 70 then 490 when buyer_draw < 95 then 590 else 800 end as shipping,
        if(is_rare, 'RARE-' || i, sku(item_1)) as sku_1,
        if(has_second, sku(item_2), null) as sku_2,
        if(is_rare or fault = 'part-told-as-whole', 2, 1 + draw(i, 6, 3)) as quantity_1,
        if(has_second, 1 + draw(i, 7, 2), null) as quantity_2,
        list_price(if(is_rare, 0, item_1)) as price_1,
        if(has_second, list_price(item_2), null) as price_2
    from numbered
),

discounted as (
    select
        *,
        quantity_1 * price_1 + coalesce(quantity_2 * price_2, 0) as items,
        case
            when fault = 'discount-exceeds-items' then quantity_1 * price_1 + 100
            when fault = 'offer-used-too-often' then 1
            when draw(i, 8, 10) < 2 then quantity_1 * price_1 // 10
            else 0
        end as discount
    from bought
),

taxed as (
    select
        *,
        quantity_1 * price_1 - discount as net_1,
        quantity_2 * price_2 as net_2,
        tax_of(greatest(quantity_1 * price_1 - discount, 0), tax_percent, price_includes_tax) as tax_1,
        tax_of(quantity_2 * price_2, tax_percent, price_includes_tax) as tax_2
    from discounted
),

priced as (
    select
        *,
        tax_1 + coalesce(tax_2, 0) as tax,
        items - discount + shipping + if(price_includes_tax, 0, tax_1 + coalesce(tax_2, 0)) as total,
        net_1 + if(price_includes_tax, 0, tax_1) as returned_value
    from taxed
),

shipped as (
    select
        *,
        case
            when ending = 'cancelled' or fault in ('order-stuck', 'never-paid') then null
            when fault = 'shipped-late' then placed_at + interval 5 day
            else placed_at + interval 1 day
        end as shipped_at,
        if(ending = 'cancelled', placed_at + interval 2 hour, null) as cancelled_at
    from priced
),

delivered as (
    select
        *,
        case
            when fault = 'told-shipped-falsely' then null
            when fault in ('cancelled-yet-shipped', 'cancelled-yet-delivered') then cancelled_at + interval 1 hour
            else shipped_at
        end as left_at,
        case
            when fault in ('never-arrived', 'told-shipped-falsely', 'label-unscanned', 'trouble-left') then null
            when fault = 'cancelled-yet-delivered' then cancelled_at + interval 1 day
            when fault = 'delivered-late' then placed_at + interval 10 day
            else shipped_at + interval 2 day
        end as delivered_at,
        if(ending = 'returned', shipped_at + interval 8 day, null) as returned_at,
        case
            when fault = 'refund-left-open' then null
            when ending = 'returned' then shipped_at + interval 9 day
        end as refunded_at
    from shipped
)

select
    *,
    'O' || lpad(i::varchar, 9, '0') as order_id,
    if(i % 3 = 2, 'WEST', 'MAIN') as location,
    case fault
        when 'shipped-before-paid' then shipped_at + interval 12 hour
        when 'delivered-before-paid' then delivered_at + interval 12 hour
        when 'kept-too-late' then placed_at + interval 1 minute
        else shipped_at
    end as captured_at,
    if(fault in ('delivery-untold', 'cancelled-yet-delivered'), null, delivered_at) as told_delivered_at,
    case
        when ending <> 'completed' or delivered_at is null then null
        when fault in ('delivery-untold', 'told-delivered-falsely') then null
        else shipped_at + interval 12 day
    end as completed_at,
    case fault
        when 'refund-exceeds-capture' then total + 1
        when 'refunded-twice' then returned_value // 2
        else returned_value
    end as refund,
    if(shipped_at is null, null, sum((shipped_at is not null)::bigint) over (order by i)) as invoice_number,
    if(refunded_at is null, null, sum((refunded_at is not null)::bigint) over (order by i)) as credit_number
from delivered
