-- Discounts that name an offer, how often that offer is declared, and how often it was in force at some time between
-- the placing of the order and the discount.
-- key: order_id, source, row_id
-- optional: offers.valid_from
with placed as (
  select
    order_id,
    min(currency) as currency,
    min(happened_min) as placed_from,
    max(happened_max) as placed_until,
    bool_or(certain) as is_there,
    bool_and(certain) as is_sure
  from orders
  group by order_id
),
matched as (
  select
    d.order_id,
    d.source,
    d.row_id,
    d.offer,
    d.amount,
    p.currency,
    d.certain and p.is_there as certain,
    o.certain as is_declared,
    o.certain
      and p.is_sure
      and coalesce(o.valid_from, $epoch) <= greatest(d.happened_min, p.placed_from)
      and coalesce(o.valid_until, $never) > least(d.happened_max, p.placed_until) as fits,
    coalesce(o.valid_from, $epoch) <= greatest(d.happened_max, p.placed_until)
      and coalesce(o.valid_until, $never) > least(d.happened_min, p.placed_from) as may_fit
  from discounts as d
  join placed as p on p.order_id = d.order_id
  join offers as o on o.offer = d.offer
  where d.amount > 0
)
select
  order_id,
  source,
  row_id,
  offer,
  amount,
  currency,
  bool_and(certain) as certain,
  count(*) filter (where is_declared) as declared_min,
  count(*) as declared_max,
  count(*) filter (where fits) as fitting_min,
  count(*) filter (where may_fit) as fitting_max
from matched
group by order_id, source, row_id, offer, amount, currency
