-- Tracking numbers under which parcels left, when first and last, and for how many customers.
-- key: tracking_number, carrier
-- optional: parcels.carrier
with bought as (
  select order_id, customer, bool_or(certain) as certain from orders where customer is not null group by order_id, customer
),
labels as (
  select
    coalesce(p.carrier, '') as carrier,
    lower(replace(replace(p.tracking_number, ' ', ''), '-', '')) as tracking_number,
    p.order_id,
    b.customer,
    p.certain and b.certain as certain,
    p.happened_min,
    p.happened_max
  from parcels as p
  join bought as b on b.order_id = p.order_id
  where p.event = 'handed_over' and coalesce(p.tracking_number, '') <> ''
),
owners as (
  select
    carrier,
    tracking_number,
    customer,
    min(order_id) as order_id,
    bool_or(certain) as certain,
    min(happened_min) as first_min,
    max(happened_max) as last_max,
    min(happened_max) as first_max,
    max(happened_min) as last_min
  from labels
  group by carrier, tracking_number, customer
)
select
  carrier,
  tracking_number,
  count(*) filter (where certain) as customers_min,
  count(*) as customers_max,
  min(first_min) as first_left_at_min,
  coalesce(min(first_max) filter (where certain), $never) as first_left_at_max,
  coalesce(max(last_min) filter (where certain), $epoch) as last_left_at_min,
  max(last_max) as last_left_at_max,
  min(order_id) as first_order,
  max(order_id) as last_order
from owners
group by carrier, tracking_number
