-- Each source's own status words: how often each was told, how often without a common word, and out of how many statuses.
-- key: source, object_type, native
-- optional: statuses.canonical
with told as (
    select
        source,
        object_type,
        native,
        count_of(canonical is null) as unmapped,
        lowest_of(order_id, canonical is null) as first_order
    from statuses
    where native is not null
    group by source, object_type, native
)
select
    told.source,
    object_type,
    native,
    unmapped_min,
    unmapped_max,
    first_order_min,
    first_order_max,
    recordings.row_count as statuses_told
from told left join recordings on recordings.ledger = 'statuses' and recordings.source = told.source
