-- What was invoiced and credited for an order in one currency, each document once. A document that was voided does not
-- count, nor does an invoice that another one corrects or takes over (a deposit in the final invoice). Credit notes
-- count as amounts, whichever sign they carry.
-- key: order_id, currency
-- branches: independent
with papers as (
  select order_id, document_id, kind, currency, refers_to, gross, certain, happened_min, happened_max
  from documents
  where kind in ('invoice', 'credit_note', 'void')
  union all
  select
    order_id, document_id, kind, currency, cast(null as varchar) as refers_to, gross, certain, happened_min, happened_max
  from documents
  where kind in ('invoice', 'credit_note', 'void') and false
),
overrulings as (
  select order_id, coalesce(refers_to, document_id) as document_id, certain from papers where kind = 'void'
  union all
  select order_id, refers_to as document_id, certain from papers where kind = 'invoice' and refers_to <> document_id
),
overruled as (
  select order_id, document_id, count_of(true) as overrulings from overrulings group by order_id, document_id
),
issued as (
  select
    order_id,
    currency,
    document_id,
    kind,
    count_of(true) as told,
    min(case when kind = 'invoice' then gross else abs(gross) end) as least_gross,
    max(case when kind = 'invoice' then gross else abs(gross) end) as most_gross,
    count(*) filter (where gross is null) as blanks,
    last_of(happened, true) as told_at
  from papers
  where kind in ('invoice', 'credit_note')
  group by order_id, currency, document_id, kind
),
counted as (
  select
    i.order_id,
    i.currency,
    i.kind,
    i.blanks,
    i.least_gross,
    i.most_gross,
    i.told_at_min,
    i.told_at_max,
    i.told_min > 0 and coalesce(o.overrulings_max, 0) = 0 as is_sure
  from issued as i
  left join overruled as o on o.order_id = i.order_id and o.document_id = i.document_id
  where coalesce(o.overrulings_min, 0) = 0
)
select
  order_id,
  currency,
  count(*) filter (where kind = 'invoice' and is_sure) as invoices_min,
  count(*) filter (where kind = 'invoice') as invoices_max,
  count(*) filter (where kind = 'credit_note' and is_sure) as credits_min,
  count(*) filter (where kind = 'credit_note') as credits_max,
  case when max(blanks) = 0
    then coalesce(cast(sum(least_gross) filter (where kind = 'invoice' and (is_sure or least_gross < 0)) as bigint), 0)
  end as invoiced_min,
  case when max(blanks) = 0
    then coalesce(cast(sum(most_gross) filter (where kind = 'invoice' and (is_sure or most_gross > 0)) as bigint), 0)
  end as invoiced_max,
  case when max(blanks) = 0
    then coalesce(cast(sum(least_gross) filter (where kind = 'credit_note' and is_sure) as bigint), 0)
  end as credited_min,
  case when max(blanks) = 0
    then coalesce(cast(sum(most_gross) filter (where kind = 'credit_note') as bigint), 0)
  end as credited_max,
  coalesce(max(told_at_min) filter (where is_sure), $epoch) as last_documented_at_min,
  max(told_at_max) as last_documented_at_max
from counted
group by order_id, currency
