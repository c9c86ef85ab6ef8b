-- Reminders to pay are the only messages that the log tells; the event stands for the message.
select
    event_id as row_id,
    event_id as notice_id,
    object_id as order_id,
    'payment_reminder' as template,
    'sent' as event,
    time as occurred_at
from touches
where activity = 'payment reminder' and object_type = 'orders'
