-- The answer sheet: which rule must break, and for whom.
select distinct
    fault, rule, key,
    case key
        when 'sku' then sku_1
        when 'checkout_id' then 'C' || (i - 1)
        when 'source' then 'carrier:' || order_id
        when 'series' then 'INV'
        when 'external_ref' then if(fault = 'marketplace-order-lost', 'LOST-', 'BAY-') || i
        when 'public_number' then 'N' || (i - 1)
        when 'tracking_number' then lower('T' || order_name(i - 1) || 'P1')
        when 'native' then 'odd word ' || order_id
        when 'reservation_id' then 'cart.' || i
        when 'serial' then 'unit ' || i
        when 'row_id' then 'unit.' || i || '.found'
        when 'command_id' then 'refused.' || i
        else order_id
    end as value
from stories join fault_rules using (fault)
order by rule, value
