-- A discount takes off no more than there is to pay.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: sees a negative price, or is refused at the payment
-- says: Order {order_id}: {taken_min:money} taken off what costs at most {worth_max:money}.
-- applies: grounds_min > 0
-- source: PR-006; Sylius MinimumPriceDistributor; medusa 15532 (a negative base after stacking)
select order_id, line_id, currency, taken_min - worth_max as at_risk, taken_min, worth_max
from discounts_taken
where taken_min > worth_max
