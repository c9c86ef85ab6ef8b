-- A message about an order goes to somebody whose order it is.
--
-- kind: law
-- severity: S1
-- handoff: order>channel
-- customer: does not hear of their order, and a stranger does
-- says: Order {order_id}: message {notice_id} (`{template}`) went to an address that the order did not have then.
-- applies: addresses_min > 0
-- source: PrestaShop #29917, Magento-SMTP-Pro-Email-Extension #188 (mails that went to another customer)
-- plants: mail-to-another-shopper
select order_id, notice_id, row_id, template, told_at_max, addresses_min
from notice_recipients
where matches_max < 1
