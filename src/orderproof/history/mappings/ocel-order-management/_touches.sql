-- Which event touched which order, item or package: one row each, with the event's activity and time.
select e.event_id, e.activity, e.time, o.object_id, o.object_type
from ocel_events e
join ocel_event_objects o using (event_id)
