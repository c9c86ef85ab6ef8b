-- A message that the system says it sent, or will send, reaches the mail server.
--
-- kind: claim
-- severity: S2
-- handoff: order>channel
-- customer: is said to have been told, and was not
-- says: Order {order_id}: the `{template}` message {notice_id} of {claimed_at_max:time} never reached the mail server.
-- applies: claims_min > 0
-- source: Magento email_sent; WooCommerce new_order_email_sent; bagisto #266
select order_id, notice_id, template, claimed_at_max, sightings_max
from claimed_messages
where sightings_max < 1 and recorded_until_min > claimed_at_max + $deadline_notice
