-- A promised day of delivery can be kept at all: it is not over before goods leave, nor when it is promised.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: is promised what cannot be
-- says: Order {order_id}: delivery is promised before {deliver_by:time}, which cannot be before {possible_from:time}.
-- source: Olist (estimated dates before the shipping limit)
select order_id, source, row_id, deliver_by, possible_from
from promise_rows
where deliver_by < possible_from
