-- To whom the messages of an order go; one carrier keeps a copy in plain words.
select
    'system' as source, 'address.' || i as row_id, placed_at as occurred_at, order_id, 'contact' as use,
    'mailbox ' || i as address, country_of(currency) as country
from stories
union all
select
    'carrier:' || order_id, 'copy.' || i, placed_at, order_id, 'ship', 'somebody@' || i || '.example', country_of(currency)
from stories
where fault = 'address-in-plain'
