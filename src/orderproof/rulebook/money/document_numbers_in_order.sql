-- The numbers of invoices follow their dates: a later day has a higher number.
--
-- kind: choice
-- severity: S3
-- handoff: order>books
-- customer: is not touched; the tax office asks which papers were written afterwards
-- says: Number {number} of series {series} was issued by {issued_at_min:time}, a higher one by {later_issued_at_max:time}.
-- applies: told_min > 0
-- source: DC-006; VAT directive 2006/112 article 226(2); within a day two numbers may be drawn and written in any order
select series, number, order_id, issued_at_min, later_issued_at_max
from document_dates
where issued_at_min > later_issued_at_max + interval '1 day'
