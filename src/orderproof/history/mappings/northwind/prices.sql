-- The price list of today, which has no dates: it is read as always in force. See the deviations in the profile.
select ProductID as row_id, ProductID as sku, 'USD' as currency, minor(UnitPrice, 'USD') as price
from Products
