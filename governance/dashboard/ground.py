"""The SQL under the dashboard: what is counted, as of an instant, for a year's plan or for all projects.

`scope(year)` is a list of common table expressions over those of `governance.figures.states`:

- `counted(id, path, name, buildings, households, floor_area, project_id, state, stage)`: the neighbourhoods, each once
  and with the least advanced of its projects. Of a plan they are those listed in it, with the households listed; one
  whose projects are all withdrawn stays on the list. Without a plan: all neighbourhoods of projects not withdrawn.
- `carried(id, path, name, state, stage, since)`: the projects.
- `money(id, project_id, path, project, kind, channel, giver, planned, arrived, paid)`: their sources; yuan.
- `works(id, project_id, path, project, neighbourhood_id, item, state, estimate, invested, paid)`: their items, not
  withdrawn ones; `invested` and `paid` are the sums of the confirmed progress; yuan.
- `rounds(id, project_id, path, project, review, number, due_on, concluded_on, outcome)`: their reviews, not
  cancelled ones; `outcome`: in_time, late (concluded after the day), overdue (not concluded), open.
- `matters(kind, id, path, project_id, subject, who, why, due_on)`: what is open and has a day, done by nobody yet:
  milestones and reviews of these projects, and the place's duties and cases of supervision.
- `disputes(id, project_id, path, project, title, raised_on)`: those not settled.

A row lies where its project lies, at the lowest place that holds all of it; a neighbourhood where it lies itself.
"""

from __future__ import annotations

from typing import Any

from governance.figures.computes import PLAN
from governance.figures.instant import SHANGHAI, Instant
from governance.figures.states import THEN, as_of, params

LISTED = f"""{PLAN},
carried AS MATERIALIZED (
    SELECT p.id, p.path, p.name, p.state, p.stage, p.since
    FROM project_state p WHERE p.state <> 'withdrawn' AND p.id IN (SELECT id FROM plan_project)
),
counted AS MATERIALIZED (
    SELECT n.id, n.path, n.name, s.buildings, n.households, s.floor_area, s.project_id,
           COALESCE(s.state, 'withdrawn') AS state, COALESCE(p.stage, 'withdrawn') AS stage
    FROM plan_neighbourhood n LEFT JOIN neighbourhood_state s ON s.id = n.id
    LEFT JOIN project_state p ON p.id = s.project_id
    WHERE starts_with(n.path, %(path)s)
)"""  # noqa: S608  # constants of ours

ALL = """
carried AS MATERIALIZED (
    SELECT p.id, p.path, p.name, p.state, p.stage, p.since FROM project_state p WHERE p.state <> 'withdrawn'
),
counted AS MATERIALIZED (
    SELECT n.id, n.path, n.name, n.buildings, n.households, n.floor_area, n.project_id, p.state, p.stage
    FROM neighbourhood_state n JOIN carried p ON p.id = n.project_id
    WHERE starts_with(n.path, %(path)s)
)"""

ROWS = f"""
here AS MATERIALIZED (SELECT * FROM carried WHERE starts_with(path, %(path)s)),
source_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.project_id, e.kind, e.channel, e.giver, e.planned,
           e.entered_at, e.pgh_label
    FROM funding_fundingsourceevent e WHERE e.tenant_id = %(tenant)s
    ORDER BY e.pgh_obj_id, {as_of()}
),
moved AS (
    SELECT m.source_id,
           sum(m.amount * m.sign) FILTER (WHERE m.kind = 'arrival') AS arrived,
           sum(m.amount * m.sign) FILTER (WHERE m.kind = 'payment') AS paid
    FROM (SELECT source_id, kind, amount, CASE WHEN counters_id IS NULL THEN 1 ELSE -1 END AS sign
          FROM funding_movement
          WHERE tenant_id = %(tenant)s AND entered_at <= %(known_until)s AND "on" <= %(last_day)s) m
    GROUP BY m.source_id
),
money AS (
    SELECT s.id, p.id AS project_id, p.path, p.name AS project, s.kind, s.channel, s.giver, s.planned,
           COALESCE(moved.arrived, 0) AS arrived, COALESCE(moved.paid, 0) AS paid
    FROM source_line s JOIN here p ON p.id = s.project_id LEFT JOIN moved ON moved.source_id = s.id
    WHERE s.pgh_label <> 'delete' AND s.entered_at <= %(known_until)s
),
progress_line AS (
    SELECT DISTINCT ON (works_item_id, month) works_item_id, invested, paid
    FROM projects_progress
    WHERE tenant_id = %(tenant)s AND state = 'confirmed' AND confirmed_at <= %(known_until)s AND month <= %(month)s
    ORDER BY works_item_id, month, number DESC
),
done AS (SELECT works_item_id, sum(invested) AS invested, sum(paid) AS paid FROM progress_line GROUP BY works_item_id),
works AS (
    SELECT i.id, p.id AS project_id, p.path, p.name AS project, i.neighbourhood_id, i.item, i.state, i.estimate,
           COALESCE(done.invested, 0) AS invested, COALESCE(done.paid, 0) AS paid
    FROM item_then i JOIN here p ON p.id = i.project_id LEFT JOIN done ON done.works_item_id = i.id
    WHERE i.state <> 'withdrawn'
),
rounds AS MATERIALIZED (
    SELECT r.id, p.id AS project_id, p.path, p.name AS project, r.review, r.number, r.due_on, r.convened_by_id,
           CASE WHEN ended.is_ended THEN r.concluded_on END AS concluded_on,
           CASE WHEN ended.is_ended AND r.concluded_on <= r.due_on THEN 'in_time' WHEN ended.is_ended THEN 'late'
                WHEN r.due_on < %(day)s THEN 'overdue' ELSE 'open' END AS outcome
    FROM approvals_reviewround r JOIN here p ON p.id = r.project_id
    LEFT JOIN communities_decision d ON d.tenant_id = r.tenant_id AND d.id = r.decision_id
    CROSS JOIN LATERAL (
        SELECT r.state <> 'open' AND r.concluded_on <= %(day)s
               AND COALESCE(d.decided_at <= %(known_until)s, true) AS is_ended) ended
    WHERE r.tenant_id = %(tenant)s AND r.convened_on <= %(day)s AND NOT (ended.is_ended AND r.state = 'cancelled')
),
case_line AS (
    SELECT s.case_id,
           (array_agg(s.what ORDER BY s.id DESC) FILTER (WHERE s.what <> 'reminded'))[1]
               IN ('passed', 'closed') AS is_ended,
           (array_agg(s.due_on ORDER BY s.id DESC) FILTER (WHERE s.due_on IS NOT NULL))[1] AS due_on
    FROM governance_supervisionstep s
    WHERE s.tenant_id = %(tenant)s AND s.entered_at <= %(known_until)s AND s."on" <= %(day)s
    GROUP BY s.case_id
),
matters AS MATERIALIZED (
    SELECT 'milestone' AS kind, m.id, p.path, p.id AS project_id, p.name || '：' || m.name AS subject,
           (SELECT j.name FROM communities_jurisdiction j WHERE j.tenant_id = %(tenant)s AND j.path = p.path) AS who,
           m.delay_reason AS why, m.planned_on AS due_on
    FROM projects_milestone m JOIN here p ON p.id = m.project_id
    WHERE m.tenant_id = %(tenant)s AND p.state <> 'on_hold' AND m.entered_at <= %(known_until)s
      AND (m.reached_at IS NULL OR m.reached_at > %(known_until)s OR m.reached_on > %(day)s)
    UNION ALL
    SELECT 'review', r.id, r.path, r.project_id, r.project, o.name, r.review || ' ' || r.number, r.due_on
    FROM rounds r JOIN communities_organisation o ON o.tenant_id = %(tenant)s AND o.id = r.convened_by_id
    WHERE r.concluded_on IS NULL
    UNION ALL
    SELECT 'duty', t.id, t.path, NULL, t.rule, t.actor, t.note, t.due_on
    FROM governance_dutytask t
    WHERE t.tenant_id = %(tenant)s AND starts_with(t.path, %(path)s) AND t.set_at <= %(known_until)s
      AND (t.done_at IS NULL OR t.done_at > %(known_until)s OR t.done_on > %(day)s)
    UNION ALL
    SELECT 'case', c.id, c.path, c.project_id, c.subject, COALESCE(o.name, ''), c.kind, line.due_on
    FROM governance_supervisioncase c JOIN case_line line ON line.case_id = c.id AND NOT line.is_ended
    LEFT JOIN communities_organisation o ON o.tenant_id = c.tenant_id AND o.id = c.organisation_id
    WHERE c.tenant_id = %(tenant)s AND starts_with(c.path, %(path)s) AND line.due_on IS NOT NULL
),
disputes AS (
    SELECT d.id, p.id AS project_id, p.path, p.name AS project, d.title, d.raised_on
    FROM projects_dispute d JOIN here p ON p.id = d.project_id
    WHERE d.tenant_id = %(tenant)s AND d.entered_at <= %(known_until)s AND d.raised_on <= %(day)s
      AND (d.closed_on IS NULL OR d.closed_on > %(day)s)
)"""  # noqa: S608  # constants of ours


def scope(year: int | None) -> str:
    """The common table expressions for a year's plan, or (None) for all projects."""
    return f"{THEN}, {LISTED if year else ALL}, {ROWS}"


def values(instant: Instant, *, path: str, year: int | None) -> dict[str, Any]:
    """What the expressions name. `day`: a matter is overdue when its day lies before this one."""
    return params(instant) | {
        "path": path,
        "year": year,
        "day": instant.moment.astimezone(SHANGHAI).date(),
    }
