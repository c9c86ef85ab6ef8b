-- A request is sent again under its key, and another request under that key is refused.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: asked for two things, was told yes twice, and got one of them
-- says: Client {client}: {verb} under key {idempotency_key} was answered with yes for two different requests.
-- applies: answers_min > 0
-- source: WF-094; IETF draft-ietf-httpapi-idempotency-key-header (422 for another payload), Stripe, Saleor TransactionItemIdempotencyUniqueError
select client, verb, idempotency_key, asked_of, order_id, answers_min, first_body_max, last_body_min
from command_bodies
where first_body_max < last_body_min
