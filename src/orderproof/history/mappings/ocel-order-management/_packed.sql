-- What is in which package, told when the package is made.
select packages.object_id as package_id, items.item_id, items.order_id, packages.event_id, packages.time
from touches packages
join touches inside on inside.event_id = packages.event_id and inside.object_type = 'items'
join items on items.item_id = inside.object_id
where packages.activity = 'create package' and packages.object_type = 'packages'
