-- The price list has no dates: it is read as always in force.
select TrackId as row_id, TrackId as sku, 'USD' as currency, minor(UnitPrice, 'USD') as price
from Track
