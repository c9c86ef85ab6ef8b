-- Who checks out once gets one order, however often the button is pressed or the request is sent again.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: is charged twice and gets everything twice
-- says: Checkout {checkout_id}: {orders_min} orders came out of it, among them {first_order} and {last_order}.
-- applies: orders_min > 0
-- source: WooCommerce #25190 (one payment, two orders); UCP order.checkout_id
-- plants: place-forgets-its-key
select checkout_id, channel, orders_min, first_order, last_order
from checkouts
where orders_min > 1
