-- What the system said about the order.
select
    'system' as source, 'status.' || i || '.' || step as row_id, moment as occurred_at,
    if(step = 'paid', 'payment', 'order') as object_type, if(step = 'paid', 'pay.' || i, order_id) as object_id, order_id,
    coalesce(canonical, 'odd word ' || order_id) as native,
    canonical, 'order' as surface
from (
    select
        i, order_id, step,
        case step
            when 'placed' then placed_at
            when 'confirmed' then placed_at + interval 20 minute
            when 'shipped' then if(fault = 'shipping-untold', null, shipped_at)
            when 'delivered' then told_delivered_at
            when 'completed' then completed_at
            when 'returned' then returned_at
            when 'cancelled' then if(fault = 'cancel-without-effect', null, cancelled_at)
            when 'paid' then if(
                fault = 'payment-told-declined' or (fault is null and ending = 'completed' and i % 27 = 4),
                captured_at + interval 1 minute, null
            )
            when 'odd' then if(fault = 'status-unmapped', placed_at + interval 1 hour, null)
            when 'processing' then if(fault = 'still-processing', left_at + interval 1 day, null)
            when 'again' then if(fault = 'moved-after-terminal', completed_at + interval 1 day, null)
        end as moment,
        case step
            when 'again' then 'delivered'
            when 'odd' then null
            when 'paid' then if(fault = 'payment-told-declined', 'declined', 'captured')
            else step
        end as canonical
    from stories cross join (
        values
            ('placed'), ('confirmed'), ('odd'), ('shipped'), ('delivered'), ('completed'), ('returned'), ('cancelled'),
            ('again'), ('paid'), ('processing')
    ) as steps (step)
)
where moment is not null
