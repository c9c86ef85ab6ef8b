-- The channels and the channel's own names under which an order is told, first and last by name.
-- key: order_id
-- branches: independent
with told as (
  select order_id, channel, cast(null as varchar) as external_ref, certain from orders where channel is not null
  union all
  select order_id, cast(null as varchar) as channel, external_ref, certain from orders where external_ref is not null
),
ends as (
  select
    order_id,
    count_of(true) as tellings,
    lowest_of(channel, channel is not null) as first_channel,
    highest_of(channel, channel is not null) as last_channel,
    lowest_of(external_ref, external_ref is not null) as first_ref,
    highest_of(external_ref, external_ref is not null) as last_ref
  from told
  group by order_id
)
select
  order_id,
  tellings_min,
  tellings_max,
  coalesce(first_channel_min, '') as first_channel_min,
  coalesce(first_channel_max, '') as first_channel_max,
  coalesce(last_channel_min, '') as last_channel_min,
  coalesce(last_channel_max, '') as last_channel_max,
  coalesce(first_ref_min, '') as first_ref_min,
  coalesce(first_ref_max, '') as first_ref_max,
  coalesce(last_ref_min, '') as last_ref_min,
  coalesce(last_ref_max, '') as last_ref_max
from ends
