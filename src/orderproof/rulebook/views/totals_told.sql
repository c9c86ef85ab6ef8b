-- Every telling of a total that names its parts: items, discount, shipping and fees, and the tax where prices exclude
-- it. `misfit` is how far the total is from their sum; where nobody says whether prices include tax, either sum will
-- do.
-- key: order_id, source, row_id
-- branches: independent
with told as (
  select
    order_id, source, row_id, surface, total, items - discount + shipping + fees + coalesce(rounding, 0) as plain, tax,
    certain
  from order_totals
  where total is not null
  union all
  select
    order_id, source, row_id, surface, total, items - discount + shipping + fees as plain, cast(null as bigint) as tax,
    certain
  from order_totals
  where total is not null and false
),
conventions as (
  select order_id, currency, price_includes_tax as includes_tax, certain from orders
  union all
  select order_id, currency, cast(null as boolean) as includes_tax, certain from orders where false
),
agreed as (
  select
    order_id,
    min(currency) as currency,
    bool_or(certain) and bool_and(coalesce(includes_tax, false)) as is_included,
    bool_or(certain) and not bool_or(coalesce(includes_tax, true)) as is_excluded,
    coalesce(bool_or(includes_tax), false) as may_be_included,
    coalesce(bool_or(not includes_tax), false) as may_be_excluded
  from conventions
  group by order_id
),
summed as (
  select
    t.order_id,
    t.source,
    t.row_id,
    t.surface,
    t.total,
    t.certain,
    a.currency,
    abs(t.total - t.plain) as off_plain,
    abs(t.total - t.plain - t.tax) as off_taxed,
    coalesce(a.is_included, false) as is_included,
    coalesce(a.is_excluded, false) as is_excluded,
    coalesce(a.may_be_included, false) as may_be_included,
    coalesce(a.may_be_excluded, false) as may_be_excluded
  from told as t
  left join agreed as a on a.order_id = t.order_id
  where t.plain is not null and (t.tax is not null or a.may_be_included)
)
select
  order_id,
  source,
  row_id,
  surface,
  currency,
  total,
  certain,
  case
    when is_included then off_plain
    when is_excluded then off_taxed
    else least(off_plain, coalesce(off_taxed, 0))
  end as misfit_min,
  greatest(
    least(off_plain, coalesce(off_taxed, 0)),
    case when may_be_included then off_plain else 0 end,
    case when may_be_excluded then coalesce(off_taxed, 0) else 0 end
  ) as misfit_max
from summed
