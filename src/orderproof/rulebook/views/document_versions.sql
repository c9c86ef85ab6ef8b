-- How a source told one document, over all its tellings: the highest and the lowest of each amount.
-- key: document_id, kind, source
select
  document_id,
  kind,
  source,
  min(order_id) as order_id,
  min(currency) as currency,
  count_of(true) as tellings,
  highest_of(gross, gross is not null) as highest_gross,
  lowest_of(gross, gross is not null) as lowest_gross,
  highest_of(tax, tax is not null) as highest_tax,
  lowest_of(tax, tax is not null) as lowest_tax
from documents
group by document_id, kind, source
