-- Whether a product is discontinued today, which has no date either. See the deviations in the profile.
select ProductID as row_id, ProductID as sku, Discontinued = '0' as sellable
from Products
