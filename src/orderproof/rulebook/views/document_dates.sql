-- The numbers of a series of documents, with when each was issued and when the first of all higher numbers was.
-- key: series, number
with given as (
  select series, number, min(order_id) as order_id, count_of(true) as told, first_of(happened, true) as issued_at
  from documents
  where series is not null and number is not null and kind <> 'void'
  group by series, number
)
select
  series,
  number,
  order_id,
  told_min,
  told_max,
  issued_at_min,
  issued_at_max,
  coalesce(
    min(issued_at_min) over (
      partition by series order by number desc rows between unbounded preceding and 1 preceding
    ),
    $never
  ) as later_issued_at_min,
  coalesce(
    min(case when told_min > 0 then issued_at_max end) over (
      partition by series order by number desc rows between unbounded preceding and 1 preceding
    ),
    $never
  ) as later_issued_at_max
from given
