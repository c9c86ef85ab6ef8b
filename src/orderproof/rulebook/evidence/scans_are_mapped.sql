-- Every word of a carrier stands for one common status.
--
-- kind: evidence
-- severity: S3
-- handoff: carrier>customer
-- customer: reads `unknown` where their parcel is known to be in trouble
-- says: {native} of {source} stands for no common status: told {unmapped_scans_min} times, first of parcel {first_parcel_max}.
-- source: UPU EMSEVT (EMA to EMI); AfterShip subtags
select source, native, unmapped_scans_min, first_parcel_max, scans_recorded
from scan_words
where unmapped_scans_min > 0
