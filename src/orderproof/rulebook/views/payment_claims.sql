-- What others say of a movement of money, beside what its witness says of the same effect, kind and currency.
-- `effect_rows` are all of the witness's rows of the effect, `order_captures` all its captures of the order, however
-- they ended.
-- key: order_id, effect_id, kind, currency
with claims as (
  select
    order_id,
    effect_id,
    kind,
    currency,
    count_of(true) as claims,
    count_of(state = 'succeeded') as claimed_successes,
    sum_of(amount, state = 'succeeded') as claimed,
    lowest_of(amount, state = 'succeeded') as claimed_lowest,
    highest_of(amount, state = 'succeeded') as claimed_highest,
    last_of(happened, state = 'succeeded') as claimed_at,
    count_of(state = 'failed') as claimed_failures,
    last_of(happened, state = 'failed') as failure_claimed_at
  from claimed_payments
  where effect_id is not null
  group by order_id, effect_id, kind, currency
),
facts as (
  select
    order_id,
    effect_id,
    kind,
    currency,
    count_of(state = 'succeeded') as successes,
    sum_of(amount, state = 'succeeded') as moved,
    lowest_of(amount, state = 'succeeded') as lowest,
    highest_of(amount, state = 'succeeded') as highest,
    first_of(happened, state = 'succeeded') as moved_at,
    count_of(state = 'failed') as failures,
    last_of(happened, state = 'failed') as failed_at,
    last_of(happened, state in ('requested', 'pending', 'action_required')) as pending_at
  from payments
  where effect_id is not null
  group by order_id, effect_id, kind, currency
),
effects as (
  select order_id, effect_id, count_of(true) as effect_rows
  from payments
  where effect_id is not null
  group by order_id, effect_id
),
takings as (
  select order_id, count_of(kind = 'capture') as order_captures from payments group by order_id
)
select
  c.order_id,
  c.effect_id,
  c.kind,
  c.currency,
  c.claims_min,
  c.claims_max,
  c.claimed_successes_min,
  c.claimed_successes_max,
  c.claimed_min,
  c.claimed_max,
  c.claimed_lowest_min,
  coalesce(c.claimed_lowest_max, c.claimed_highest_max) as claimed_lowest_max,
  coalesce(c.claimed_highest_min, c.claimed_lowest_min) as claimed_highest_min,
  c.claimed_highest_max,
  c.claimed_at_min,
  c.claimed_at_max,
  c.claimed_failures_min,
  c.claimed_failures_max,
  c.failure_claimed_at_min,
  c.failure_claimed_at_max,
  coalesce(f.successes_min, 0) as successes_min,
  coalesce(f.successes_max, 0) as successes_max,
  coalesce(f.moved_min, 0) as moved_min,
  coalesce(f.moved_max, 0) as moved_max,
  f.lowest_min,
  coalesce(f.lowest_max, f.highest_max) as lowest_max,
  coalesce(f.highest_min, f.lowest_min) as highest_min,
  f.highest_max,
  coalesce(f.moved_at_min, $as_of) as moved_at_min,
  coalesce(f.moved_at_max, $never) as moved_at_max,
  coalesce(f.failures_min, 0) as failures_min,
  coalesce(f.failures_max, 0) as failures_max,
  coalesce(f.failed_at_min, $epoch) as failed_at_min,
  coalesce(f.failed_at_max, $epoch) as failed_at_max,
  coalesce(f.pending_at_min, $epoch) as pending_at_min,
  coalesce(f.pending_at_max, $epoch) as pending_at_max,
  coalesce(e.effect_rows_min, 0) as effect_rows_min,
  coalesce(e.effect_rows_max, 0) as effect_rows_max,
  coalesce(t.order_captures_min, 0) as order_captures_min,
  coalesce(t.order_captures_max, 0) as order_captures_max
from claims as c
left join facts as f
  on f.order_id = c.order_id and f.effect_id = c.effect_id and f.kind = c.kind and f.currency = c.currency
left join effects as e on e.order_id = c.order_id and e.effect_id = c.effect_id
left join takings as t on t.order_id = c.order_id
