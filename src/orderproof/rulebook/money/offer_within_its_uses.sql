-- An offer that is limited to so many orders reduces no more than these.
--
-- kind: promise
-- severity: S2
-- handoff: checkout>order
-- customer: is refused an offer that others had more often than it was meant for
-- says: {offer} reduced {used_min} orders, and it was limited to {uses_max}.
-- source: Vendure #4405 and #4660 (usage limits), Solidus and Saleor usage limits
select offer, uses_max, used_min
from offer_uses
where used_min > uses_max
