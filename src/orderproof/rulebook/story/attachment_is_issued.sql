-- The document in a message is one that was issued for its order.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: files an invoice that the books do not have, or a stranger's
-- says: Order {order_id}: message {notice_id} carries the document {attachment}, which was not issued for the order.
-- applies: papers_min > 0
-- source: Saleor INVOICE_SENT
select order_id, notice_id, row_id, template, attachment, papers_min
from notice_attachments
where issues_max < 1
