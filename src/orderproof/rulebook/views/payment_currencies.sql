-- In which currencies a payment was agreed (authorized) and taken: the first and the last by name.
-- key: order_id, payment_id
select
  order_id,
  payment_id,
  count_of(kind = 'authorize' and state = 'succeeded' and amount > 0) as authorizations,
  count_of(kind = 'capture' and state = 'succeeded') as captures,
  lowest_of(currency, kind = 'authorize' and state = 'succeeded') as first_agreed,
  highest_of(currency, kind = 'authorize' and state = 'succeeded') as last_agreed,
  lowest_of(currency, kind = 'capture' and state = 'succeeded') as first_taken,
  highest_of(currency, kind = 'capture' and state = 'succeeded') as last_taken
from payments
where payment_id is not null
group by order_id, payment_id
