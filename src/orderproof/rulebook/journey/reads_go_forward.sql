-- Who has seen a change does not see it undone on the next look.
--
-- kind: claim
-- severity: S2
-- handoff: checkout>order
-- customer: sees the order jump back to what it was
-- says: {client} was shown version {newer} of {subject}, and version {older} when asking again.
-- applies: looks_min > 0
-- source: commercetools versions; monotonic reads as a session guarantee
select client, subject, surface, source, newer, older, backwards_min
from reads_in_order
where backwards_min > 0
