-- The countries in which the parcels of an order were delivered, and how often the order names one at all, and that one.
-- A territory that some name apart counts as the country that it is sent to.
-- key: order_id, parcel_id, country
-- optional: addresses, scans(return_to_sender)
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
returned as (
  select o.order_id, s.parcel_id, s.certain and o.certain as certain
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status = 'return_to_sender'
),
back as (
  select order_id, parcel_id, count_of(true) as sent_back from returned group by order_id, parcel_id
),
landing as (
  select o.order_id, s.parcel_id, upper(s.country) as told_country, s.certain and o.certain as certain
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status = 'delivered' and s.country is not null
),
naming as (
  select order_id, '' as parcel_id, upper(ship_country) as told_country, certain from orders where ship_country is not null
  union all
  select order_id, '' as parcel_id, upper(country) as told_country, certain from addresses where use = 'ship' and country is not null
),
places as (
  select order_id, parcel_id, told_country, certain from landing
  union all
  select order_id, parcel_id, told_country, certain from naming
),
home as (
  select
    order_id,
    parcel_id,
    certain,
    case
      when told_country in ('UK', 'IM', 'GG', 'JE', 'GI') then 'GB'
      when told_country in ('PR', 'VI', 'GU', 'AS', 'MP') then 'US'
      when told_country in ('GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'MC') then 'FR'
      when told_country in ('AW', 'CW', 'SX', 'BQ') then 'NL'
      when told_country in ('FO', 'GL') then 'DK'
      when told_country in ('SM', 'VA') then 'IT'
      when told_country in ('HK', 'MO', 'TW') then 'CN'
      when told_country in ('XK', 'ME') then 'RS'
      when told_country = 'EL' then 'GR'
      when told_country = 'AX' then 'FI'
      when told_country = 'SJ' then 'NO'
      when told_country = 'LI' then 'CH'
      when told_country = 'AD' then 'ES'
      else told_country
    end as country
  from places
),
landed as (
  select order_id, parcel_id, country, count_of(true) as landings
  from home
  where parcel_id <> ''
  group by order_id, parcel_id, country
),
named as (
  select order_id, count_of(true) as namings from home where parcel_id = '' group by order_id
),
matched as (
  select order_id, country, count_of(true) as matches from home where parcel_id = '' group by order_id, country
)
select
  l.order_id,
  l.parcel_id,
  l.country,
  l.landings_min,
  l.landings_max,
  n.namings_min,
  n.namings_max,
  coalesce(m.matches_min, 0) as matches_min,
  coalesce(m.matches_max, 0) as matches_max,
  coalesce(b.sent_back_min, 0) as sent_back_min,
  coalesce(b.sent_back_max, 0) as sent_back_max
from landed as l
join named as n on n.order_id = l.order_id
left join matched as m on m.order_id = l.order_id and m.country = l.country
left join back as b on b.order_id = l.order_id and b.parcel_id = l.parcel_id
