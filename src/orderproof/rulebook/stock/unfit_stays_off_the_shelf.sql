-- What came back unfit to be sold is not put on the shelf again.
--
-- kind: law
-- severity: S1
-- handoff: shipment>return
-- customer: gets what another customer sent back broken
-- says: Order {order_id}, line {line_id}: {unfit_min} {sku} came back unfit and {kept_min} stay with the customer, but only {given_max} are off the shelf.
-- applies: line_rows_min > 0 and unfit_min > 0 and put_back_min > 0 and kept_min >= 0
-- source: Shopify inventory states damaged and quality_control
select order_id, line_id, sku, unfit_min, put_back_min, given_max, kept_min, loose_given_max
from unfit_returns
where given_max + loose_given_max < kept_min + unfit_min
