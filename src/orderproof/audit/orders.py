"""Perfect, imperfect, unknown: every order put in one of three, once all rules have spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.audit.count import conditions
from orderproof.model.verdict import OrderCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.count import Counts
    from orderproof.history.engine import Engine

GRAVE = ("S1", "S2", "S3")


def start(con: Engine) -> None:
    """Make the two lists that the rules write into."""
    con.execute("create or replace temp table imperfect_orders (order_id varchar)")
    con.execute("create or replace temp table doubtful_orders (order_id varchar)")


def note(
    con: Engine,
    rule: CompiledRule,
    values: Mapping[str, str],
    tolerances: Mapping[str, int],
    counts: Counts,
    *,
    suspect: bool,
) -> None:
    """Note the orders that a grave rule convicts or cannot judge; a suspect rule only raises doubt.

    Nobody is looked for whom the rule did not count.
    """
    if rule.rule.severity not in GRAVE or "order_id" not in rule.evidence_names:
        return
    sql = conditions(rule, values, tolerances)
    order = rule.evidence["order_id"]
    broken = f"({sql['applies']}) and ({sql['breaks']})"
    perhaps = f"coalesce({sql['may_apply']}, true) and coalesce({sql['may_break']}, true)"
    if not suspect and counts.broken:
        con.execute(f"insert into imperfect_orders select {order} {rule.origin} where {broken}")
    if not suspect:
        perhaps = f"{perhaps} and not coalesce({broken}, false)"
    if suspect or counts.unknown:
        con.execute(f"insert into doubtful_orders select {order} {rule.origin} where {perhaps}")


def count_orders(con: Engine, relations: Mapping[str, str], terminal: Iterable[str], is_fact: str) -> OrderCounts:
    """Count the orders of which `is_fact` holds: imperfect if convicted, perfect if terminal and sure, else unknown."""
    if "orders" not in relations:
        return OrderCounts(0, 0, 0)
    ends = ", ".join("'" + word.replace("'", "''") + "'" for word in terminal) or "''"
    told = (
        f"""select order_id from (select order_id, canonical, certainty, rank() over (partition by order_id
            order by coalesce(occurred_at, recorded_at, observed_at) desc nulls first) as place
            from {relations["statuses"]} where object_type = 'order') where place = 1
        group by order_id having bool_and(certainty = 'certain' and coalesce(canonical, '') in ({ends}))"""
        if "statuses" in relations
        else "select null as order_id where false"
    )
    row = con.execute(
        f"""with all_orders as (select distinct order_id from {relations["orders"]}
                where certainty <> 'void' and {is_fact}),
            ended as ({told}),
            bad as (select distinct order_id from imperfect_orders),
            doubtful as (select distinct order_id from doubtful_orders)
        select count(*) filter (where bad.order_id is null and doubtful.order_id is null
                and ended.order_id is not null),
            count(bad.order_id), count(*)
        from all_orders left join bad using (order_id) left join doubtful using (order_id)
            left join ended using (order_id)"""
    ).fetchone()
    perfect, imperfect, total = row or (0, 0, 0)
    return OrderCounts(perfect, imperfect, total - perfect - imperfect)
