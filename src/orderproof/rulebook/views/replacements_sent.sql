-- Replacements and exchanges that were granted, and when goods last left for their order (the new one, where there is
-- one); what made up for it instead (money given back, a refund or credit granted, units called off) and when last.
-- key: order_id, remedy_id
-- branches: independent
-- optional: remedies.new_order_id
with granted as (
  select
    order_id,
    remedy_id,
    max(coalesce(new_order_id, order_id)) as sent_for,
    count_of(true) as replacements,
    last_of(happened, true) as granted_at
  from remedies
  where remedy in ('replacement', 'exchange')
  group by order_id, remedy_id
),
departures as (
  select order_id, certain, happened_min, happened_max from parcels where event = 'handed_over'
  union all
  select order_id, certain, happened_min, happened_max from line_changes where change = 'shipped'
),
left_for as (
  select order_id, last_of(happened, true) as sent_at from departures group by order_id
),
amends as (
  select order_id, certain, happened_min, happened_max from remedies where remedy in ('refund', 'credit')
  union all
  select order_id, certain, happened_min, happened_max
  from payments
  where kind in ('refund', 'void', 'chargeback') and state <> 'failed'
  union all
  select order_id, certain, happened_min, happened_max from line_changes where change in ('cancelled', 'backordered')
),
made_up as (
  select order_id, last_of(happened, true) as made_up_at from amends group by order_id
)
select
  g.order_id,
  g.remedy_id,
  g.replacements_min,
  g.replacements_max,
  g.granted_at_min,
  g.granted_at_max,
  coalesce(l.sent_at_min, $epoch) as sent_at_min,
  coalesce(l.sent_at_max, $epoch) as sent_at_max,
  greatest(coalesce(m.made_up_at_min, $epoch), coalesce(n.made_up_at_min, $epoch)) as made_up_at_min,
  greatest(coalesce(m.made_up_at_max, $epoch), coalesce(n.made_up_at_max, $epoch)) as made_up_at_max
from granted as g
left join left_for as l on l.order_id = g.sent_for
left join made_up as m on m.order_id = g.order_id
left join made_up as n on n.order_id = g.sent_for
