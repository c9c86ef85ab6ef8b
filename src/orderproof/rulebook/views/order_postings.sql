-- What stands on the accounts for an order in one currency: `receivable` is what the customer still owes by the books,
-- `revenue` what was earned less what was taken off.
-- key: order_id, currency
select
  order_id,
  currency,
  count_of(account = 'receivable') as receivable_rows,
  sum_of(debit - credit, account = 'receivable') as receivable,
  count_of(account = 'revenue') as revenue_rows,
  sum_of(credit - debit, account in ('revenue', 'discount')) as revenue,
  last_of(happened, true) as last_posted_at
from postings
where order_id is not null
group by order_id, currency
