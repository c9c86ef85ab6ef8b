-- An offer reduces an order only while it is in force.
--
-- kind: choice
-- severity: S1
-- handoff: checkout>order
-- customer: gets a reduction that is taken back later, or pays more because another one was not tried
-- says: Order {order_id}: {offer} took {amount:money} off, and it was not in force.
-- applies: declared_min > 0
-- source: PR-016; Solidus and Saleor starts_at and expires_at of promotions and vouchers
select order_id, source, row_id, currency, amount as at_risk, offer, amount
from offered_discounts
where fitting_max < 1
