-- From where the parcels of one fulfilment left, and to which address: the first and the last by name.
-- key: order_id, fulfilment_id
-- optional: parcels.label_address
with left_from as (
  select
    order_id,
    fulfilment_id,
    count_of(event = 'handed_over') as handovers,
    lowest_of(location, event = 'handed_over' and location is not null) as first_place,
    highest_of(location, event = 'handed_over' and location is not null) as last_place,
    lowest_of(label_address, event = 'handed_over' and label_address is not null) as first_address,
    highest_of(label_address, event = 'handed_over' and label_address is not null) as last_address
  from parcels
  where fulfilment_id is not null
  group by order_id, fulfilment_id
)
select
  order_id,
  fulfilment_id,
  handovers_min,
  handovers_max,
  coalesce(first_place_min, '') as first_place_min,
  coalesce(first_place_max, '') as first_place_max,
  coalesce(last_place_min, '') as last_place_min,
  coalesce(last_place_max, '') as last_place_max,
  coalesce(first_address_min, '') as first_address_min,
  coalesce(first_address_max, '') as first_address_max,
  coalesce(last_address_min, '') as last_address_min,
  coalesce(last_address_max, '') as last_address_max
from left_from
