-- The stock list of today, all locations together.
select ProductID as row_id, ProductID as sku, 'list' as surface, UnitsInStock as on_hand
from Products
