-- A source that numbers its rows leaves no number out and uses none twice.
--
-- kind: evidence
-- severity: S4
-- handoff: order>payment
-- customer: does not see it; but a row that got lost may be the one that tells of their money
-- says: {ledger} of {counted_for} are numbered {first_number_max} to {last_number_min}, and there are {numbered_max} of them.
-- source: CloudEvents 1.0 (sequence extension); Olist payment_sequential
select counted_for, ledger, source, order_id, first_number_max, last_number_min, numbered_max
from sequences
where
    last_number_min - least(starts_at, first_number_max) + 1 > numbered_max
    or numbered_min > last_number_max - least(starts_at, first_number_min) + 1
