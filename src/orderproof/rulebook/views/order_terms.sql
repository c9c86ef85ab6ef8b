-- On what terms an order is paid: `on_shipment`, or on any others, told or not.
-- key: order_id
select
  order_id,
  count_of(coalesce(terms, '') = 'on_shipment') as paid_on_shipment,
  count_of(coalesce(terms, '') <> 'on_shipment') as paid_otherwise
from orders
group by order_id
