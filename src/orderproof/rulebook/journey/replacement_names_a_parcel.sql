-- A parcel that is sent in place of another names one that was there.
--
-- kind: law
-- severity: S3
-- handoff: order>warehouse
-- customer: nobody can tell which parcel was made good, and a second one is asked back or paid for
-- says: Parcel {parcel_id} of order {order_id} replaces {replaces}, of which nobody has heard.
-- source: Saleor REPLACED fulfilments and reissued orders
select order_id, parcel_id, replaces
from parcel_replacements
where tellings_max < 1
