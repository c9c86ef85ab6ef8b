-- One currency is worth one amount of another at a time, by one book.
--
-- kind: choice
-- severity: S3
-- handoff: order>books
-- customer: pays by chance the better or the worse of two rates
-- says: {book} has {others_min} other rates from {from_currency} to {to_currency} while the one of {factor} billionths holds.
-- source: FX-003; ECB reference rates, one a day
select book, from_currency, to_currency, source, row_id, factor, others_min
from rates_together
where others_min > 0
