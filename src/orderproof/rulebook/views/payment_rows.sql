-- Every movement of money as its witness told it, one by one.
-- key: order_id, source, row_id
select order_id, source, row_id, kind, state, amount, currency, certain
from payments
