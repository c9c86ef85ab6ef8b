-- A unit that came back is put on the shelf or thrown away, once.
--
-- kind: law
-- severity: S3
-- handoff: shipment>return
-- customer: buys a unit that was counted twice and is not there
-- says: Order {order_id}, line {line_id}: {put_away_min} units put back or thrown away, at most {returned_max} returned.
-- applies: put_away_min > 0
-- source: WF-083; Shopify return dispositions, commercetools BackInStock and Unusable, Medusa damaged
select order_id, line_id, put_away_min, returned_max, cancelled_max, picked_max, shipped_min
from sorted_units
where put_away_min > returned_max + cancelled_max + greatest(picked_max - shipped_min, 0)
