-- Payments that were shown in another currency and name the book of rates that they were converted with: how often that
-- book has a rate for the two currencies, either way round, and how often one that was in force at some time between the
-- placing and the payment gives the amount, to the smallest unit.
-- key: order_id, source, row_id
-- optional: rates.valid_from, rates.valid_until
with placed as (
  select order_id, min(happened_min) as placed_from, max(happened_max) as placed_until, bool_and(certain) as is_sure
  from orders
  group by order_id
),
moved as (
  select
    m.order_id,
    m.source,
    m.row_id,
    m.kind,
    m.amount,
    m.currency,
    m.presentment_amount,
    m.presentment_currency,
    m.rate_book,
    m.certain,
    m.happened_min,
    m.happened_max,
    coalesce(least(p.placed_from, m.happened_min), m.happened_min) as begun_from,
    case when p.is_sure then least(p.placed_until, m.happened_max) else m.happened_max end as begun_until
  from payments as m
  left join placed as p on p.order_id = m.order_id
  where m.kind in ('authorize', 'capture') and m.presentment_currency <> m.currency and m.presentment_amount is not null
),
matched as (
  select
    m.order_id,
    m.source,
    m.row_id,
    m.kind,
    m.amount,
    m.currency,
    m.presentment_amount,
    m.presentment_currency,
    m.rate_book,
    m.certain,
    r.certain as is_declared,
    case
      when r.from_currency = m.presentment_currency
        then abs(
          cast(m.amount as decimal(19, 0)) * 1000000000
          - cast(m.presentment_amount as decimal(19, 0)) * cast(r.factor as decimal(19, 0))
        ) <= 1000000000
      else abs(
        cast(m.presentment_amount as decimal(19, 0)) * 1000000000
        - cast(m.amount as decimal(19, 0)) * cast(r.factor as decimal(19, 0))
      ) <= 1000000000
    end as gives_it,
    coalesce(r.valid_from, $epoch) <= m.happened_min
      and coalesce(r.valid_until, $never) > m.begun_until as was_in_force,
    coalesce(r.valid_from, $epoch) <= m.happened_max
      and coalesce(r.valid_until, $never) > m.begun_from as may_have_been_in_force
  from moved as m
  join rates as r
    on r.book = m.rate_book
      and (
        (r.from_currency = m.presentment_currency and r.to_currency = m.currency)
        or (r.from_currency = m.currency and r.to_currency = m.presentment_currency)
      )
)
select
  order_id,
  source,
  row_id,
  kind,
  amount,
  currency,
  presentment_amount,
  presentment_currency,
  rate_book,
  bool_and(certain) as certain,
  count(*) filter (where is_declared) as declared_min,
  count(*) as declared_max,
  count(*) filter (where is_declared and gives_it and was_in_force) as fitting_min,
  count(*) filter (where gives_it and may_have_been_in_force) as fitting_max
from matched
group by
  order_id, source, row_id, kind, amount, currency, presentment_amount, presentment_currency, rate_book
