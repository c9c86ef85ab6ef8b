-- What each source put into each ledger, and what is odd about it as a recording: the same id told in two ways, times that run backwards.
-- key: ledger, source
select
    ledger,
    source,
    row_count,
    redelivered,
    contradicted_min,
    contradicted_max,
    first_contradicted,
    recorded_before_occurred_min,
    recorded_before_occurred_max,
    observed_before_recorded_min,
    observed_before_recorded_max
from recordings
