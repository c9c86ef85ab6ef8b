-- Every message with a document attached, and how often a document of that name was issued: at all, and for its order.
-- key: order_id, notice_id, row_id
with sent as (
  select order_id, notice_id, row_id, template, attachment, certain from notices where event = 'sent' and attachment <> ''
),
issued as (
  select order_id, document_id, count_of(kind in ('invoice', 'credit_note')) as issues
  from documents
  group by order_id, document_id
),
papers as (
  select
    order_id, cast(sum(issues_min) as bigint) as papers_min, cast(sum(issues_max) as bigint) as papers_max
  from issued
  group by order_id
)
select
  s.order_id,
  s.notice_id,
  s.row_id,
  s.template,
  s.attachment,
  s.certain,
  p.papers_min,
  p.papers_max,
  coalesce(i.issues_min, 0) as issues_min,
  coalesce(i.issues_max, 0) as issues_max
from sent as s
join papers as p on p.order_id = s.order_id
left join issued as i on i.order_id = s.order_id and i.document_id = s.attachment
