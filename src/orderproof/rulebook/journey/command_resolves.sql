-- Whoever asks for something is told yes or no in time.
--
-- kind: promise
-- severity: S2
-- handoff: checkout>order
-- customer: does not know whether it was done, and tries again
-- says: {verb} ({command}) was asked {tries_min} times, last at {asked_at_max:time}; the first answer came {answered_at_min:time} at the earliest.
-- applies: tries_min > 0
-- source: Saleor transaction requests (each ends in success or failure); Vendure refund Pending to Settled or Failed
select command, client, verb, order_id, tries_min, asked_at_max, answered_at_min
from command_answers
where answered_at_min > asked_at_max + $deadline_command
