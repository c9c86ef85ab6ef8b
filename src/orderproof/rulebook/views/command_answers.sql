-- What a client asked for, over all tries of one idempotency key, and when it was answered.
-- Asked last, and first answered. Only `ok` and `refused` are answers; one whose time nobody took came at once.
-- Where the driver itself had killed the system, that nothing answered says nothing: such a try does not count.
-- key: command, client, verb
-- optional: commands.native_status
select
  coalesce(client, '') as client,
  verb,
  coalesce(idempotency_key, row_id) as command,
  max(order_id) as order_id,
  count_of(native_status is distinct from 'killed') as tries,
  last_of(invoked_at, native_status is distinct from 'killed') as asked_at,
  first_of(coalesce(answered_at, invoked_at), outcome in ('ok', 'refused')) as answered_at
from commands
group by coalesce(client, ''), verb, coalesce(idempotency_key, row_id)
