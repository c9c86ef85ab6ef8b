-- What was told to be charged beside the goods: shipping, and everything that makes the total more than the goods less
-- their discounts (`extras`: shipping, fees, taxes, rounding). Quotes do not count.
-- key: order_id
select
  order_id,
  count_of(shipping is not null) as shipping_told,
  count_of(total is not null and items is not null and discount is not null) as extras_told,
  lowest_of(shipping, shipping is not null) as least_shipping,
  highest_of(shipping, shipping is not null) as most_shipping,
  highest_of(total - items + discount, total is not null and items is not null and discount is not null) as extras
from order_totals
where surface <> 'quote'
group by order_id
