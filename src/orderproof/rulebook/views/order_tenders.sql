-- Authorizations and captures that went through, and how many of them do not say by which means.
-- key: order_id
select
    order_id,
    count_of(kind in ('authorize', 'capture') and state = 'succeeded') as paid,
    count_of(kind in ('authorize', 'capture') and state = 'succeeded' and tender is null) as without_tender
from payments
group by order_id
