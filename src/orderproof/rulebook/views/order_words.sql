-- For every order of which a status is told: what this system says of orders at all. `tells_shipped` and
-- `tells_delivered`: it surely says of some order, this one or another, that it was shipped or delivered.
-- key: order_id
with spoken as (
  select
    count(*) filter (where canonical in ('shipped', 'partially_delivered', 'delivered') and certain) as shipments_told,
    count(*) filter (where canonical in ('delivered', 'partially_delivered') and certain) as deliveries_told
  from statuses
  where object_type = 'order'
),
named as (
  select order_id from statuses where object_type = 'order' group by order_id
)
select n.order_id, s.shipments_told > 0 as tells_shipped, s.deliveries_told > 0 as tells_delivered
from named as n
cross join spoken as s
