-- Who has paid for a download, a voucher or an access has it soon.
--
-- kind: promise
-- severity: S1
-- handoff: order>payment
-- customer: pays and gets nothing; there is no parcel to look for
-- says: Order {order_id}, line {line_id} ({sku}): paid by {paid_up_at_max:time}, given {opened_at_min:time} at the earliest.
-- applies: given_min > 0 and units_min - cancelled_max > 0 and coalesce(totals_min, 0) > 0 and paid_min - total_max > -1 and excuses_max < 1 and held_max - released_min < 1
-- source: WooCommerce needs_processing (a downloadable order is complete once it is paid); ACP digital delivery
select order_id, line_id, sku, paid_up_at_max, not_before_max, opened_at_min
from digital_lines
left join full_payments using (order_id)
left join shipping_excuses using (order_id)
where opened_at_min > coalesce(greatest(paid_up_at_max, not_before_max), $never) + $deadline_digital
