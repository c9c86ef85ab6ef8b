-- Every balance that the keeper of a gift card or store credit told with a movement, against the highest and the lowest
-- that the other movements allow. What happened at the same time may have come before or after.
-- key: account_id, currency, source, row_id
-- optional: balances.order_id
with deltas as (
  select
    account_id,
    currency,
    source,
    row_id,
    order_id,
    certain,
    happened_min,
    happened_max,
    balance,
    kind = 'issue' as opens,
    case when kind in ('issue', 'give_back', 'adjust') then amount else -amount end as delta
  from balances
),
-- before a row begins (0) what must have happened is looked up, after it ended (2) what may have
marks as (
  select
    account_id, currency, happened_min as instant, 1 as step, delta as may, 0 as must, certain, null as source,
    null as row_id
  from deltas
  union all
  select
    account_id, currency, happened_max as instant, 1 as step, 0 as may, delta as must, certain, null as source,
    null as row_id
  from deltas
  union all
  select account_id, currency, happened_min as instant, 0 as step, 0 as may, 0 as must, certain, source, row_id
  from deltas
  where balance is not null
  union all
  select account_id, currency, happened_max as instant, 2 as step, 0 as may, 0 as must, certain, source, row_id
  from deltas
  where balance is not null
),
running as (
  select
    account_id,
    source,
    row_id,
    step,
    sum(greatest(may, 0)) over in_time as came,
    sum(case when certain then greatest(may, 0) else 0 end) over in_time as surely_came,
    sum(greatest(-may, 0)) over in_time as went,
    sum(case when certain then greatest(-may, 0) else 0 end) over in_time as surely_went,
    sum(greatest(must, 0)) over in_time as had_come,
    sum(case when certain then greatest(must, 0) else 0 end) over in_time as had_surely_come,
    sum(greatest(-must, 0)) over in_time as had_gone,
    sum(case when certain then greatest(-must, 0) else 0 end) over in_time as had_surely_gone
  from marks
  window in_time as (partition by account_id, currency order by instant, step)
),
spans as (
  select
    account_id,
    source,
    row_id,
    max(came) filter (where step = 2) as came,
    max(surely_came) filter (where step = 2) as surely_came,
    max(went) filter (where step = 2) as went,
    max(surely_went) filter (where step = 2) as surely_went,
    max(had_come) filter (where step = 0) as had_come,
    max(had_surely_come) filter (where step = 0) as had_surely_come,
    max(had_gone) filter (where step = 0) as had_gone,
    max(had_surely_gone) filter (where step = 0) as had_surely_gone
  from running
  where row_id is not null
  group by account_id, source, row_id
),
accounts as (
  select
    account_id,
    currency,
    count_of(opens) as openings,
    first_of(happened, opens) as opened_at,
    first_of(happened, not opens) as used_at
  from deltas
  group by account_id, currency
)
select
  d.account_id,
  d.currency,
  d.source,
  d.row_id,
  d.order_id,
  d.certain,
  d.balance,
  cast(s.had_surely_come - s.went + greatest(-d.delta, 0) + d.delta as bigint) as lowest_min,
  cast(
    s.had_come - s.surely_went + case when d.certain then greatest(-d.delta, 0) else 0 end + d.delta as bigint
  ) as lowest_max,
  cast(
    s.surely_came - case when d.certain then greatest(d.delta, 0) else 0 end - s.had_gone + d.delta as bigint
  ) as highest_min,
  cast(s.came - greatest(d.delta, 0) - s.had_surely_gone + d.delta as bigint) as highest_max,
  a.openings_min,
  a.openings_max,
  a.opened_at_min,
  a.opened_at_max,
  a.used_at_min,
  a.used_at_max
from deltas as d
join spans as s on s.account_id = d.account_id and s.source = d.source and s.row_id = d.row_id
join accounts as a on a.account_id = d.account_id and a.currency = d.currency
where d.balance is not null
