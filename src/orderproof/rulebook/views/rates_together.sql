-- Exchange rates of a book, each with the other rates of the same two currencies that were in force at the same time.
-- key: book, from_currency, to_currency, source, row_id
select
  r.book,
  r.from_currency,
  r.to_currency,
  r.source,
  r.row_id,
  r.factor,
  r.valid_from,
  bool_and(r.certain) as certain,
  count(o.book) filter (where o.certain) as others_min,
  count(o.book) as others_max
from rates as r
left join rates as o
  on o.book = r.book
    and o.from_currency = r.from_currency
    and o.to_currency = r.to_currency
    and o.factor <> r.factor
    and coalesce(o.valid_from, $epoch) < coalesce(r.valid_until, $never)
    and coalesce(r.valid_from, $epoch) < coalesce(o.valid_until, $never)
group by r.book, r.from_currency, r.to_currency, r.source, r.row_id, r.factor, r.valid_from
