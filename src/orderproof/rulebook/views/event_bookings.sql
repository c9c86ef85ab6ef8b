-- How often a system booked one movement of money for one event that it was sent, told again under another row.
-- key: order_id, source, cause_id, effect_id, kind, amount, currency
select order_id, source, cause_id, effect_id, kind, amount, currency, count_of(state = 'succeeded') as bookings
from claimed_payments
where cause_id is not null and effect_id is not null
group by order_id, source, cause_id, effect_id, kind, amount, currency
