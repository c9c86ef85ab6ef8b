-- Credit notes, and how often each names the document that it corrects.
-- key: document_id
select
  document_id,
  min(order_id) as order_id,
  count_of(true) as credits,
  count_of(refers_to is not null) as mentions
from documents
where kind = 'credit_note'
group by document_id
