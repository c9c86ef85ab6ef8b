-- Some orders are looked at before they may leave.
select
    'system' as source, 'hold.' || i || '.' || event as row_id,
    case
        when event = 'held' then placed_at + interval 10 minute
        when fault = 'shipped-while-held' then shipped_at + interval 3 hour
        else placed_at + interval 1 hour
    end as occurred_at,
    order_id, event, 'review' as reason
from stories cross join (values ('held'), ('released')) as steps (event)
where fault = 'shipped-while-held' or (fault is null and draw(i, 9, 100) < 4)
