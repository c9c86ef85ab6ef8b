-- The source's own numbers: how many rows it numbered, from which to which; per order or per source, as the profile's clock says.
-- key: counted_for, ledger, source
-- branches: independent
with numbered as (
    select 'payments' as ledger, source, order_id, seq, certain from payments where seq is not null
    union all
    select 'lines' as ledger, source, order_id, seq, certain from lines where seq is not null
)
select
    case when sequence_per = 'order' then order_id else source end as counted_for,
    ledger,
    source,
    case when sequence_per = 'order' then order_id end as order_id,
    case when sequence_per = 'order' then 1 end as starts_at,
    count_of(true) as numbered,
    lowest_of(seq, true) as first_number,
    highest_of(seq, true) as last_number
from numbered cross join profile_clock
group by 1, 2, 3, 4, 5
