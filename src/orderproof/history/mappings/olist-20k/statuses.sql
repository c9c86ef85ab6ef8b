-- The status an order ended with, in Olist's own words; the profile maps them. It is dated where the sample has the time
-- at which it began, else the time is unknown (an approved order may have been invoiced at any time since).
select
    order_id as row_id,
    'order' as object_type,
    order_id as object_id,
    order_id,
    status as native,
    case status
        when 'created' then purchased_at
        when 'approved' then approved_at
        when 'shipped' then handed_over_at
        when 'delivered' then delivered_at
    end as occurred_at
from sample
