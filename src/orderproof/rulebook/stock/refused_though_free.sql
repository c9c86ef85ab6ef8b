-- Nobody is told that goods are sold out which lie free on the shelf.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: is refused what is there, and buys elsewhere
-- says: {units} {sku} were refused as sold out at {asked_at:time}, and at least {free_min} were free at every place.
-- applies: strangers_max < 1
-- source: lost sales by stale availability; Saleor #543 (check and reservation apart)
select command_id, sku, units, asked_at, free_min
from refused_units
where units <= free_min
