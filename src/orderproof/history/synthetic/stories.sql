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
            when next_fault in ('checkout-doubled', 'tracking-number-shared', 'number-doubled') then 'completed'
            when draw(i, 1, 100) < 6 then 'cancelled'
            when draw(i, 1, 100) < 14 then 'returned'
            else 'completed'
        end as ending,
        coalesce(fault in (
            'stock-oversold', 'level-differs', 'available-differs', 'sold-unlisted', 'released-more-than-kept',
            'price-differs', 'transfer-grew', 'transfer-lost', 'safety-sold', 'level-went-back', 'channel-never-told',
            'offered-though-delisted', 'left-where-it-may-not', 'sent-where-barred', 'sold-beyond-allotment'
        ), draw(i, 12, 100) < 2 and i % 19 <> 5 and i % 37 <> 9) as is_rare,
        case
            when fault in (
                'invoice-line-off', 'allowance-unlisted', 'charge-unlisted', 'invoice-net-off', 'breakdown-off',
                'invoice-gross-off', 'paid-invoice-asks-again', 'breakdown-at-other-rate', 'taxed-base-off',
                'exemption-unexplained', 'tax-untold', 'exchanged-at-no-rate', 'refund-shown-less'
            ) then 10
            when fault in ('discount-taxed', 'invoiced-at-other-price', 'credited-share-differs') then 80
            when fault = 'rounded-by-line' then 99
            else draw(i, 2, 100)
        end as buyer_draw,
        coalesce(fault, '') in (
            'left-in-two-parts', 'left-from-two-places', 'told-sent-in-part', 'completed-in-part', 'other-line-cancelled',
            'digital-not-given', 'digital-before-payment', 'served-out-of-turn'
        ) or (fault is null and draw(i, 3, 10) < 4) as has_second,
        coalesce(fault, '') in ('digital-not-given', 'digital-before-payment') or (fault is null and draw(i, 36, 10) < 3) as is_digital,
        coalesce(fault, '') in ('marketplace-order-unknown', 'marketplace-line-differs', 'marketplace-address-differs') or (
            fault is null
            and i % 8 = 3
            and coalesce(next_fault, '') not in ('checkout-doubled', 'tracking-number-shared', 'number-doubled')
        ) as is_marketplace,
        (fault is not null and fault = 'edit-unsettled') or (fault is null and draw(i, 32, 100) < 4) as is_edited,
        (fault is not null and fault = 'label-outdated') or (fault is null and draw(i, 33, 100) < 4) as is_moved,
        fault is null and draw(i, 34, 100) < 4 as is_substituted,
        fault is null and draw(i, 35, 100) < 4 as is_repacked,
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
        case when buyer_draw < 70 then 490 when buyer_draw < 95 then 590 else 800 end
            + if(fault = 'shipping-overpriced', 100, 0) as shipping,
        case
            when fault = 'served-out-of-turn' then sku(item_1)
            when has_second then if(is_digital, 'EBOOK', sku(item_2))
        end as sku_2,
        if(is_rare or fault in ('cent-left-over', 'cancelled-unit-kept', 'part-told-as-whole'), 2, 1 + draw(i, 6, 3)) as quantity_1,
        case
            when fault = 'served-out-of-turn' then 1 + draw(i, 6, 3)
            when has_second then 1 + draw(i, 7, 2)
        end as quantity_2,
        list_price(if(is_rare, 0, item_1)) as price_1,
        case
            when fault = 'served-out-of-turn' then list_price(item_1)
            when has_second then list_price(item_2)
        end as price_2,
        coalesce(fault in ('bundle-lacks-part', 'part-left-behind'), false)
            or (fault is null and not is_rare and draw(i, 16, 100) < 3 and i % 37 <> 9) as is_bundle,
        case when is_rare then 'RARE-' || i when is_bundle then 'SET-' || i else sku(item_1) end as sku_1
    from numbered
),

discounted as (
    select
        *,
        quantity_1 * price_1 + coalesce(quantity_2 * price_2, 0) as items,
        if(
            fault in ('card-overdrawn', 'card-loses-too-much', 'card-lapsed-early', 'card-charged-more')
            or (fault is null and ending = 'completed' and i % 23 = 3),
            100, 0
        ) as gift,
        if(
            fault = 'cancelled-unit-kept'
            or (fault is null and ending = 'completed' and quantity_1 > 1 and not is_bundle and i % 19 = 5),
            1, 0
        ) as dropped,
        coalesce(fault = 'door-money-lost', false) or (fault is null and ending = 'completed' and i % 43 = 12)
            as pays_at_the_door,
        coalesce(fault in ('charged-too-soon', 'invoiced-before-shipment'), false)
            or (fault is null and (i % 31 = 8 or i % 11 = 0) and not (ending = 'completed' and i % 43 = 12)) as pays_on_shipment,
        case
            when fault = 'discount-exceeds-items' then quantity_1 * price_1 + 100
            when fault in ('offer-used-too-often', 'offer-lapsed', 'discount-counted-twice', 'discount-taxed') then 1
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
            when ending = 'cancelled' or fault in ('order-stuck', 'never-paid', 'let-go-too-early', 'parcel-dropped')
                then null
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
            when fault in (
                'never-arrived', 'told-shipped-falsely', 'sent-back-silently', 'label-unscanned', 'trouble-left'
            ) then null
            when fault = 'cancelled-yet-delivered' then cancelled_at + interval 1 day
            when fault = 'delivered-late' then placed_at + interval 10 day
            else shipped_at + interval 2 day
        end as delivered_at,
        case fault
            when 'invoice-late' then shipped_at + interval 7 day
            when 'number-out-of-order' then shipped_at + interval 3 day
            when 'invoiced-before-shipment' then placed_at + interval 1 hour
            else shipped_at
        end as invoiced_at,
        ending = 'returned' and not has_second
            and coalesce(fault = 'refund-shown-less', i % 2 = 0) as comes_back_whole,
        if(ending = 'returned', shipped_at + interval 8 day, null) as returned_at,
        case
            when fault in ('refund-left-open', 'refund-failed', 'return-unpaid') then null
            when ending = 'returned' then shipped_at + interval 9 day
        end as refunded_at
    from shipped
)

select
    *,
    order_name(i) as order_id,
    'T' || order_name(if(fault = 'tracking-number-shared', i - 1, i)) as tracking_number,
    case when fault = 'left-where-it-may-not' then 'NORTH' when i % 3 = 2 then 'WEST' else 'MAIN' end as location,
    fault is null and draw(i, 14, 100) < 3 as is_awaited,
    fault is null and draw(i, 15, 100) < 3 as is_rerouted,
    coalesce(fault = 'unfit-sold-again', false) or (fault is null and draw(i, 13, 10) < 2) as is_unfit,
    coalesce(fault in ('cart-kept', 'cart-taken-early'), false) or (fault is null and draw(i, 17, 100) < 2) as has_cart,
    coalesce(fault in ('serial-sent-twice', 'corrected-by-nobody', 'refused-though-free'), false)
        or (fault is null and draw(i, 18, 100) < 2) as has_unit,
    case
        when pays_at_the_door then delivered_at + interval 1 hour
        when fault = 'shipped-before-paid' then shipped_at + interval 12 hour
        when fault = 'delivered-before-paid' then delivered_at + interval 12 hour
        when fault in ('kept-too-late', 'charged-too-soon') then placed_at + interval 1 minute
        when fault = 'paid-late' then placed_at + interval 8 day
        else shipped_at
    end as captured_at,
    if(fault in ('delivery-untold', 'cancelled-yet-delivered', 'shipping-untold'), null, delivered_at)
        as told_delivered_at,
    case
        when ending <> 'completed' or delivered_at is null then null
        when fault in ('delivery-untold', 'told-delivered-falsely', 'shipping-untold', 'told-sent-in-part') then null
        else shipped_at + interval 12 day
    end as completed_at,
    case
        when fault = 'refund-exceeds-capture' then total + 1
        when fault = 'refunded-twice' then returned_value // 3
        when fault = 'cent-left-over' then returned_value - 1
        when comes_back_whole then total
        else returned_value
    end as refund,
    total - gift - if(dropped > 0 and fault is null, price_1, 0) as taken,
    case
        when currency = 'EUR' then 'en16931'
        when currency = 'JPY' and not has_second then 'jp_qualified'
    end as invoice_standard,
    currency = 'EUR' and (i % 4 = 0 or fault in ('exchanged-at-no-rate', 'refund-shown-less')) as is_exchanged,
    if(
        shipped_at is null, null,
        sum((shipped_at is not null)::bigint) over (
            order by if(fault = 'number-out-of-order', shipped_at, invoiced_at), i
        )
    ) as invoice_number,
    if(refunded_at is null, null, sum((refunded_at is not null)::bigint) over (order by refunded_at, i)) as credit_number
from delivered
