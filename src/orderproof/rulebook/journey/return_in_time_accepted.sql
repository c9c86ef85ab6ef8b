-- Whoever asks for a return within the time for it is not turned down without a reason.
--
-- kind: choice
-- severity: S2
-- handoff: shipment>return
-- customer: keeps goods that they may send back
-- says: Return {return_id} of order {order_id}, asked for by {requested_at_max:time}, all of which arrived {all_arrived_at_min:time} at the earliest, was turned down without a reason.
-- applies: requests_min > 0 and refusals_min + reasons_min > 0 and coalesce(arrivals_min, 0) > 0
-- source: WF-081; Solidus return authorization eligibility, Shopify ReturnDeclineReason; directive 2011/83/EU article 9
select order_id, return_id, requested_at_max, all_arrived_at_min
from return_refusals
left join order_deliveries using (order_id)
where requested_at_max < all_arrived_at_min + $deadline_return_window
  and agreements_max < 1
  and reasons_max < 1
