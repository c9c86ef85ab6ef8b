-- A history names nobody: where a person or an address stands, it is a keyed hash.
--
-- kind: evidence
-- severity: S4
-- handoff: order>books
-- customer: is named in files that testers copy around
-- says: {ledger} by {source}: {plain_names_min} of {names_max} rows hold a mail address instead of its hash.
-- source: GDPR art. 5 (data minimisation); house rule on personal data
select ledger, source, plain_names_min, names_max
from personal_data
where plain_names_min > 0
