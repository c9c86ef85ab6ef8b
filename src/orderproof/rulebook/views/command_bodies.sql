-- The requests that one client sent under one key for one order (for none, where they place one) and that were done:
-- the first and the last by the hash of their bodies.
-- key: client, verb, idempotency_key, asked_of
select
  coalesce(client, '') as client,
  verb,
  idempotency_key,
  case when verb = 'place' then '' else coalesce(order_id, '') end as asked_of,
  max(order_id) as order_id,
  count_of(outcome = 'ok' and body_hash is not null) as answers,
  lowest_of(body_hash, outcome = 'ok' and body_hash is not null) as first_body,
  highest_of(body_hash, outcome = 'ok' and body_hash is not null) as last_body
from commands
where idempotency_key is not null
group by coalesce(client, ''), verb, idempotency_key, case when verb = 'place' then '' else coalesce(order_id, '') end
