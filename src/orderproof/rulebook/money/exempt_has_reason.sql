-- An invoice that charges no tax on something says why.
--
-- kind: claim
-- severity: S3
-- handoff: order>books
-- customer: may have to pay the tax themselves, and is not told
-- says: Document {document_id}: {base:money} are {category} from tax, and it does not say why.
-- applies: category in ('exempt', 'reverse_charge', 'export')
-- source: TX-008; EN 16931 BR-E-10, BR-AE-10 and BR-G-10 (zero-rated goods need no reason: BR-Z-10)
select document_id, standard, source, row_id, order_id, currency, category, base
from document_tax_rows
where coalesce(reason, '') = ''
