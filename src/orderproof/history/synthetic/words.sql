-- The arithmetic that the other files speak in.

-- A number below `below` that looks random: two rounds of the Lehmer generator over order, purpose and seed.
create or replace temp macro draw(n, purpose, below) as
    (
        (((n + 1) * 48271 + purpose * 69621 + getvariable('seed') * 16807) % 2147483647) * 48271 % 2147483647 // 7
    ) % below;

create or replace temp macro order_name(i) as 'O' || lpad(i::varchar, 9, '0');

create or replace temp macro sku(item) as 'SKU-' || lpad(item::varchar, 6, '0');

-- What one unit costs, in minor units of whatever currency the order has.
create or replace temp macro list_price(item) as 500 + (item * 37) % 9500;

-- An amount as a person reads it.
create or replace temp macro major_units(amount, currency) as
    if(currency = 'JPY', amount::varchar, (amount // 100)::varchar || '.' || lpad((amount % 100)::varchar, 2, '0'));

-- Orders that their customers are told to be ready, and those of which a first message comes back.
create or replace temp macro is_collected(i, fault) as
    coalesce(fault = 'ready-told-early', i % 11 = 3);
create or replace temp macro comes_back(i, fault) as
    coalesce(fault = 'bounce-unanswered', i % 13 = 5);

-- Where an order goes.
create or replace temp macro country_of(currency) as if(currency = 'EUR', 'DE', if(currency = 'USD', 'US', 'JP'));

-- Tax on an amount, half up: taken out of it where prices include tax, on top of it where they do not.
create or replace temp macro tax_of(amount, percent, included) as
    if(included, (2 * amount * percent + 100 + percent) // (2 * (100 + percent)), (2 * amount * percent + 100) // 200);

-- Whether a unit of a line is swapped for another one after it was delivered.
create or replace temp macro is_swapped(i, fault, ending, line_id) as
    fault is null and ending = 'completed' and line_id = '1' and i % 37 = 9;

-- Whether a parcel is on its way back to its sender, and then brought after all.
create or replace temp macro is_brought_again(i, fault, ending) as
    fault is null and ending = 'completed' and i % 41 = 11;

-- Whether the customer agreed to a credit for what came back.
create or replace temp macro is_credited(i, fault) as fault is null and i % 7 = 1;

-- Whether the driver was seen to ask for a return.
create or replace temp macro is_return_asked_for(i, fault, ending) as
    ending = 'returned' and (fault = 'return-refused-yet-begun' or (fault is null and i % 2 = 0));
