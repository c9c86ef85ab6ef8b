-- The price that an event tells, in decimals with more digits than money has (OCEL keeps floats): whole cents, half up.
select event_id, cast(round(cast(value as DECIMAL(18, 9)) * 100) as BIGINT) as cents
from ocel_event_attributes
where name = 'price' and value <> ''
