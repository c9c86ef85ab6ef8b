-- Some customers take something else for what is not there.
select
    'system' as source, 'consent.' || i as row_id, placed_at + interval 2 hour as occurred_at, order_id,
    '1' as line_id, 'substitution' as about
from stories
where is_substituted
