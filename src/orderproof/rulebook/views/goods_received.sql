-- Units that came back to the warehouse and are to be paid back: not those sent on to the customer again, nor those
-- that came for a repair or a swap. `worth` is the dearest line of them, `discounted` all that was taken off the order.
-- `begun_at` is when its first return began, `paid_back_at` when money first went back after that. What was given,
-- refused or agreed otherwise (not a refund that was granted) after a return began (`amended_at`) only acquits.
-- key: order_id
-- optional: discounts, remedies, balances, commands, line_changes, parcels, lines, returns.disposition, returns.reason, returns(declined), returns(cancelled)
with priced as (
  select
    order_id,
    line_id,
    min(coalesce(unit_price, 0)) as least_price,
    max(coalesce(unit_price, 9000000000)) as most_price
  from lines
  group by order_id, line_id
),
came as (
  select
    r.order_id,
    r.certain,
    r.happened_min,
    r.happened_max,
    coalesce(r.quantity, 1) * l.least_price as least_worth,
    coalesce(r.quantity, 9000) * l.most_price as most_worth
  from returns as r
  join priced as l on l.order_id = r.order_id and l.line_id = r.line_id
  where r.event in ('received', 'inspected')
    and coalesce(r.disposition, '') <> 'send_back'
    and coalesce(r.reason, '') not in ('repair', 'warranty', 'exchange', 'replacement')
),
received as (
  select
    order_id,
    last_of(happened, true) as received_at,
    coalesce(max(least_worth) filter (where certain), 0) as worth_min,
    max(most_worth) as worth_max
  from came
  group by order_id
),
begun as (
  select order_id, first_of(happened, true) as begun_at from returns group by order_id
),
money_back as (
  select p.order_id, p.certain, p.happened_min, p.happened_max
  from payments as p
  join begun as b on b.order_id = p.order_id
  where p.kind = 'refund' and p.state <> 'failed' and p.happened_max >= b.begun_at_min
),
refunds as (
  select order_id, first_of(happened, true) as paid_back_at from money_back group by order_id
),
amends as (
  select order_id, certain, happened_min, happened_max
  from payments
  where not kind not in ('void', 'chargeback') and state <> 'failed'
  union all
  select order_id, certain, happened_min, happened_max
  from remedies
  where remedy in ('replacement', 'credit', 'exchange')
  union all
  select order_id, certain, happened_min, happened_max
  from balances
  where kind in ('issue', 'give_back') and order_id is not null
  union all
  select order_id, certain, happened_min, happened_max
  from commands
  where verb in ('exchange', 'edit') and order_id is not null
  union all
  select order_id, certain, happened_min, happened_max from line_changes where change = 'shipped'
  union all
  select order_id, certain, happened_min, happened_max from parcels where event = 'handed_over'
  union all
  select order_id, certain, happened_min, happened_max from lines
  union all
  select order_id, certain, happened_min, happened_max
  from returns
  where event in ('declined', 'cancelled') or coalesce(disposition, '') = 'send_back'
),
amended as (
  select order_id, last_of(happened, true) as amended_at from amends group by order_id
),
cuts as (
  select order_id, sum_of(amount, true) as discounted from discounts group by order_id
)
select
  r.order_id,
  r.received_at_min,
  r.received_at_max,
  r.worth_min,
  r.worth_max,
  b.begun_at_min,
  b.begun_at_max,
  coalesce(f.paid_back_at_min, $as_of) as paid_back_at_min,
  coalesce(f.paid_back_at_max, $never) as paid_back_at_max,
  coalesce(a.amended_at_min, $epoch) as amended_at_min,
  coalesce(a.amended_at_max, $epoch) as amended_at_max,
  coalesce(c.discounted_min, 0) as discounted_min,
  coalesce(c.discounted_max, 0) as discounted_max
from received as r
join begun as b on b.order_id = r.order_id
left join refunds as f on f.order_id = r.order_id
left join amended as a on a.order_id = r.order_id
left join cuts as c on c.order_id = r.order_id
