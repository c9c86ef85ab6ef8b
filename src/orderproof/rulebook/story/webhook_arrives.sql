-- Every event that a subscriber is to hear of reaches it, as long as it answers.
--
-- kind: promise
-- severity: S2
-- handoff: order>channel
-- customer: is told by another shop, shop window or helpdesk what is no longer so
-- says: Event {event_id} was due to {subscriber} at {due_at_max:time}, and not accepted in time, though later ones were.
-- source: Shopify, Saleor and ACP webhooks (at least once)
select subscriber, event_id, order_id, due_at_max, accepted_at_min
from webhook_events
where accepted_at_min > due_at_max + $deadline_webhook and last_accepted_at_min > due_at_max + $deadline_webhook
