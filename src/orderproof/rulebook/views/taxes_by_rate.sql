-- Taxes that name rate and jurisdiction, how often the law of that jurisdiction is told for their category, and how often
-- it says their rate. A rate that had not ended yet will do: goods may be supplied, and taxed, after they are bought.
-- key: order_id, source, row_id
-- optional: tax_rates.valid_until, tax_rates.category
with charged as (
  select order_id, source, row_id, jurisdiction, category, rate, certain, happened_min, happened_max
  from taxes
  where rate is not null
    and jurisdiction is not null
    and coalesce(category, '') not in ('zero', 'exempt', 'reverse_charge', 'export')
)
select
  c.order_id,
  c.source,
  c.row_id,
  c.jurisdiction,
  c.category,
  c.rate,
  bool_and(c.certain) as certain,
  count(*) filter (where r.certain) as declared_min,
  count(*) as declared_max,
  count(*) filter (
    where r.certain and r.rate = c.rate and coalesce(r.valid_until, $never) > c.happened_max
  ) as fitting_min,
  count(*) filter (where r.rate = c.rate and coalesce(r.valid_until, $never) > c.happened_min) as fitting_max
from charged as c
join tax_rates as r
  on r.jurisdiction = c.jurisdiction and coalesce(r.category, c.category, '') = coalesce(c.category, r.category, '')
group by c.order_id, c.source, c.row_id, c.jurisdiction, c.category, c.rate
