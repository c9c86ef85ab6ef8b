-- What an order and its page say that shipping costs, how often a price of its method is declared in its currency, and
-- how often that is the price told, in force since the placing. `reductions` (discounts of no line) may be in it; they
-- only acquit.
-- key: order_id, source, row_id
-- optional: discounts, shipping_prices.valid_from, shipping_prices.valid_until
with bought as (
  select
    order_id,
    min(currency) as currency,
    max(currency) as other_currency,
    min(shipping_method) as shipping_method,
    max(shipping_method) as other_method,
    bool_or(certain) as is_there,
    bool_and(certain) as is_sure,
    min(happened_min) as placed_from,
    max(happened_max) as placed_until
  from orders
  group by order_id
),
reduced as (
  select order_id, count_of(line_id is null) as reductions from discounts group by order_id
),
matched as (
  select
    t.order_id,
    t.source,
    t.row_id,
    t.shipping,
    b.currency,
    b.shipping_method,
    t.certain and b.is_there and b.currency = b.other_currency and b.shipping_method = b.other_method as certain,
    s.certain and b.is_sure and b.currency = b.other_currency and b.shipping_method = b.other_method as is_declared,
    s.price = t.shipping
      and coalesce(s.valid_from, $epoch) <= greatest(t.happened_min, b.placed_from)
      and coalesce(s.valid_until, $never) > least(t.happened_max, b.placed_until) as fits,
    s.price = t.shipping
      and coalesce(s.valid_from, $epoch) <= greatest(t.happened_max, b.placed_until)
      and coalesce(s.valid_until, $never) > least(t.happened_min, b.placed_from) as may_fit
  from order_totals as t
  join bought as b on b.order_id = t.order_id
  join shipping_prices as s
    on s.shipping_method in (b.shipping_method, b.other_method) and s.currency in (b.currency, b.other_currency)
  where t.surface in ('order', 'detail') and t.shipping > 0
),
counted as (
  select
    order_id,
    source,
    row_id,
    shipping,
    currency,
    shipping_method,
    bool_and(certain) as certain,
    count(*) filter (where is_declared) as declared_min,
    count(*) as declared_max,
    count(*) filter (where is_declared and fits) as fitting_min,
    count(*) filter (where may_fit) as fitting_max
  from matched
  group by order_id, source, row_id, shipping, currency, shipping_method
)
select
  c.order_id,
  c.source,
  c.row_id,
  c.shipping,
  c.currency,
  c.shipping_method,
  c.certain,
  c.declared_min,
  c.declared_max,
  c.fitting_min,
  c.fitting_max,
  coalesce(r.reductions_min, 0) as reductions_min,
  coalesce(r.reductions_max, 0) as reductions_max
from counted as c
left join reduced as r on r.order_id = c.order_id
