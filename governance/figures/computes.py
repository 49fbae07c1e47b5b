"""Every computed figure of the schema as one SELECT of the rows behind it: (id, path, name, numerator, denominator).

A figure of a place is the sum of its rows' numerators, a rate that over the sum of their denominators; the rows are
what the drill-down shows. So a total can't differ from its rows, nor a parent from its children. Areas in ㎡, money in
yuan, until `measuring.in_unit` converts them exactly. The definitions are those of the schema, "Computed figures".
"""

# ruff: noqa: S608 - the SQL is put together from constants of this room; every value is a parameter

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from governance.figures.states import AT_OR_AFTER_COMPLETED, THEN

_DONE = ", ".join(f"'{state}'" for state in AT_OR_AFTER_COMPLETED)
_DAY = "(({0}) AT TIME ZONE 'Asia/Shanghai')::date"

Kind = Literal["project", "neighbourhood", "community"]


@dataclass(frozen=True)
class Compute:
    """One figure: the query of its rows, what its rows are, its base unit, the words of its parts and its period.

    `unit`: count, building, household, people, m2, yuan or percent. `parts`: of what the numerator and the
    denominator are.
    """

    sql: str
    kind: Kind
    unit: str
    numerator: str
    denominator: str = ""
    period: str = "本年累计"

    @property
    def is_rate(self) -> bool:
        return bool(self.denominator)


PLAN = """
standing_entry AS (
    SELECT e.id, e.project_id, place.path, e.name, e.investment, e.listed, e.plan_id
    FROM approvals_planentry e
    JOIN approvals_annualplan plan ON plan.id = e.plan_id AND plan.year = %(year)s
    JOIN approvals_planbatch batch ON batch.id = e.batch_id
    JOIN communities_jurisdiction place ON place.id = e.jurisdiction_id
    WHERE e.tenant_id = %(tenant)s AND batch.confirmed_at <= %(known_until)s AND batch.confirmed_on <= %(last_day)s
      AND NOT EXISTS (SELECT 1 FROM approvals_planadjustment a WHERE a.entry_id = e.id AND a.kind = 'remove'
                      AND a.at <= %(known_until)s AND a.adjusted_on <= %(last_day)s)
),
plan_entry AS (
    SELECT e.id, e.project_id, COALESCE(p.path, e.path) AS path, COALESCE(p.name, e.name) AS name,
           COALESCE(laid.listed, e.listed) AS listed,
           CASE WHEN money.entry_id IS NULL THEN e.investment ELSE money.investment END AS investment
    FROM standing_entry e LEFT JOIN project_then p ON p.id = e.project_id
    LEFT JOIN (SELECT DISTINCT ON (a.entry_id) a.entry_id, a.after -> 'listed' AS listed
               FROM approvals_planadjustment a
               WHERE a.tenant_id = %(tenant)s AND a.kind = 'figures' AND jsonb_exists(a.after, 'listed')
                 AND a.at <= %(known_until)s AND a.adjusted_on <= %(last_day)s
               ORDER BY a.entry_id, a.number DESC) laid ON laid.entry_id = e.id
    LEFT JOIN (SELECT DISTINCT ON (a.entry_id) a.entry_id, (a.after ->> 'investment')::numeric AS investment
               FROM approvals_planadjustment a
               WHERE a.tenant_id = %(tenant)s AND a.kind = 'figures' AND jsonb_exists(a.after, 'investment')
                 AND a.at <= %(known_until)s AND a.adjusted_on <= %(last_day)s
               ORDER BY a.entry_id, a.number DESC) money ON money.entry_id = e.id
),
plan_project AS (SELECT DISTINCT project_id AS id FROM plan_entry),
plan_neighbourhood AS (
    SELECT DISTINCT ON (one.id) one.id, COALESCE(n.path, e.path) AS path, one.name, one.households
    FROM plan_entry e
    CROSS JOIN LATERAL jsonb_to_recordset(e.listed) AS one(id bigint, name text, households bigint)
    LEFT JOIN neighbourhood_then n ON n.id = one.id
    ORDER BY one.id, e.id DESC
)
"""
"""The confirmed plan of the year as it stood at the instant: entries not taken out, with the figures as adjusted."""

MONEY = """
arrival AS (
    SELECT s.project_id, s.kind, s.channel, CASE WHEN m.counters_id IS NULL THEN m.amount ELSE -m.amount END AS amount
    FROM funding_movement m JOIN funding_fundingsource s ON s.id = m.source_id
    WHERE m.tenant_id = %(tenant)s AND m.kind = 'arrival' AND m.entered_at <= %(known_until)s
      AND m."on" BETWEEN %(year_begins)s AND %(last_day)s
),
payment AS (
    SELECT s.project_id, s.kind, s.channel, CASE WHEN m.counters_id IS NULL THEN m.amount ELSE -m.amount END AS amount
    FROM funding_movement m JOIN funding_fundingsource s ON s.id = m.source_id
    WHERE m.tenant_id = %(tenant)s AND m.kind = 'payment' AND m.entered_at <= %(known_until)s
      AND m."on" BETWEEN %(year_begins)s AND %(last_day)s
)
"""
"""What arrived and what was paid in the year up to the month's end; a counter-entry takes its entry back."""

_PROGRESS = """
latest_progress AS (
    SELECT DISTINCT ON (g.works_item_id, g.month) g.works_item_id, g.project_id, g.month, g.physical, g.invested
    FROM projects_progress g
    WHERE g.tenant_id = %(tenant)s AND g.state = 'confirmed' AND g.confirmed_at <= %(known_until)s
      AND g.month <= %(month)s
    ORDER BY g.works_item_id, g.month, g.number DESC
)
"""
_FINISHED = """EXISTS (SELECT 1 FROM projects_worksitem w WHERE w.id = i.id AND w.finished_on <= %(last_day)s
                 AND (w.finished_at IS NULL OR w.finished_at <= %(known_until)s))"""
_AT_PLAN = f"""
last_progress AS (
    SELECT DISTINCT ON (works_item_id) works_item_id, physical FROM latest_progress
    ORDER BY works_item_id, month DESC
),
item_physical AS (
    SELECT i.id, i.project_id, i.estimate,
           CASE WHEN {_FINISHED} THEN 100 ELSE COALESCE(g.physical, 0) END AS physical
    FROM item_then i JOIN plan_project ON plan_project.id = i.project_id
    LEFT JOIN last_progress g ON g.works_item_id = i.id
    WHERE i.state <> 'withdrawn'
),
project_physical AS (
    SELECT project_id, CASE WHEN bool_or(estimate IS NULL) OR sum(estimate) = 0 THEN avg(physical)
                            ELSE sum(physical * estimate) / sum(estimate) END AS physical
    FROM item_physical GROUP BY project_id
),
node_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.project_id, e.planned_on, e.planned_percent, e.pgh_label
    FROM projects_milestoneevent e WHERE e.tenant_id = %(tenant)s AND e.entered_at <= %(known_until)s
    ORDER BY e.pgh_obj_id, (e.pgh_created_at <= %(known_until)s) DESC,
             CASE WHEN e.pgh_created_at <= %(known_until)s THEN -e.pgh_id ELSE e.pgh_id END
),
project_planned AS (
    SELECT project_id,
           COALESCE((array_agg(planned_percent ORDER BY planned_on DESC, planned_percent DESC)
                     FILTER (WHERE planned_on <= %(last_day)s))[1], 0) AS planned
    FROM node_line WHERE pgh_label <> 'delete' AND planned_percent IS NOT NULL GROUP BY project_id
)
"""
_PLANNED_MONEY = """
planned_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.project_id, e.planned, e.pgh_label
    FROM funding_fundingsourceevent e WHERE e.tenant_id = %(tenant)s AND e.entered_at <= %(known_until)s
    ORDER BY e.pgh_obj_id, (e.pgh_created_at <= %(known_until)s) DESC,
             CASE WHEN e.pgh_created_at <= %(known_until)s THEN -e.pgh_id ELSE e.pgh_id END
),
planned_money AS (
    SELECT project_id, sum(planned) AS planned FROM planned_line WHERE pgh_label <> 'delete' GROUP BY project_id
)
"""
_MANAGED = """EXISTS (SELECT 1 FROM communities_managementmode m WHERE m.neighbourhood_id = n.id
    AND m.tenant_id = %(tenant)s AND m.from_on <= %(last_day)s AND m.entered_at <= %(known_until)s
    AND (m.until_on IS NULL OR m.until_on >= %(last_day)s OR m.until_at > %(known_until)s))"""
_OWNERS_BODY = """EXISTS (SELECT 1 FROM communities_ownersbody b WHERE b.neighbourhood_id = n.id
    AND b.tenant_id = %(tenant)s AND b.kind IN ('committee', 'management') AND b.formed_on <= %(last_day)s
    AND b.entered_at <= %(known_until)s AND (b.term_until IS NULL OR b.term_until >= %(last_day)s)
    AND (b.dissolved_on IS NULL OR b.dissolved_on > %(last_day)s OR b.dissolved_at > %(known_until)s))"""
_PARTY = """EXISTS (SELECT 1 FROM communities_partyorganisation o WHERE o.neighbourhood_id = n.id
    AND o.tenant_id = %(tenant)s AND o.from_on <= %(last_day)s AND o.entered_at <= %(known_until)s
    AND (o.until_on IS NULL OR o.until_on >= %(last_day)s OR o.until_at > %(known_until)s))"""


def _fired(transition: str) -> str:
    return f"""SELECT p.id, p.path, p.name, 1::numeric, NULL::numeric FROM project_then p
        WHERE EXISTS (SELECT 1 FROM projects_transitionlog t WHERE t.project_id = p.id AND t.transition = '{transition}'
            AND t.tenant_id = %(tenant)s AND t.at <= %(moment)s AND {_DAY.format("t.at")} >= %(year_begins)s)"""


def _completed(figure: str) -> str:
    """Of neighbourhoods in COMPLETED or later that got there in the period."""
    return f"""SELECT n.id, n.path, n.name, ({figure})::numeric, NULL::numeric FROM neighbourhood_state n
        WHERE n.state IN ({_DONE}) AND ({_DAY.format("n.accepted_at")} >= %(since)s OR %(since)s::date IS NULL)"""


def _in_state(*states: str) -> str:
    named = ", ".join(f"'{state}'" for state in states)
    return f"""SELECT n.id, n.path, n.name, 1::numeric, NULL::numeric FROM neighbourhood_state n
        WHERE n.state IN ({named})"""


def _registered(condition: str) -> str:
    return f"""SELECT n.id, n.path, n.name, ({condition})::int::numeric, 1::numeric FROM neighbourhood_then n
        WHERE n.is_registered"""


def _arrived(condition: str) -> str:
    return f"""SELECT p.id, p.path, p.name, sum(a.amount), NULL::numeric
        FROM arrival a JOIN project_then p ON p.id = a.project_id WHERE {condition} GROUP BY p.id, p.path, p.name"""


COMPUTES: dict[str, Compute] = {
    "projects.started": Compute(_fired("start"), "project", "count", "本年开工的项目"),
    "projects.completed": Compute(_fired("accept"), "project", "count", "本年竣工验收的项目"),
    "projects.at_plan": Compute(
        f"""SELECT p.id, p.path, p.name,
               (COALESCE(CASE WHEN p.stage IN ({_DONE}) THEN 100 ELSE physical.physical END >= planned.planned, false))
               ::int::numeric, 1::numeric
            FROM project_state p JOIN plan_project ON plan_project.id = p.id
            LEFT JOIN project_physical physical ON physical.project_id = p.id
            LEFT JOIN project_planned planned ON planned.project_id = p.id""",
        "project",
        "percent",
        "形象进度达到计划的项目",
        "年度计划的项目",
        "月末",
    ),
    "projects.with_financing_plan": Compute(
        f"""SELECT p.id, p.path, p.name, 1::numeric, NULL::numeric FROM project_then p WHERE p.id IN (
            SELECT paper.project_id FROM projects_projectpaper paper
            JOIN communities_document d ON d.id = paper.document_id
            WHERE paper.tenant_id = %(tenant)s AND paper.name IN ('融资方案', '资金筹措方案')
              AND d.uploaded_at <= %(moment)s
              AND ({_DAY.format("d.uploaded_at")} >= %(since)s OR %(since)s::date IS NULL)
            UNION SELECT told.project_id FROM projects_projectevidence e
            JOIN projects_projectdeclaration told ON told.id = e.declaration_id AND told.value
            JOIN communities_document d ON d.id = e.document_id
            WHERE e.tenant_id = %(tenant)s AND e.name IN ('融资方案', '资金筹措方案') AND d.uploaded_at <= %(moment)s
              AND ({_DAY.format("d.uploaded_at")} >= %(since)s OR %(since)s::date IS NULL))""",
        "project",
        "count",
        "融资方案已归档的项目",
        period="方案期累计",
    ),
    "projects.market_pilot": Compute(
        """SELECT p.id, p.path, p.name, 1::numeric, NULL::numeric FROM project_then p JOIN (
              SELECT DISTINCT ON (t.project_id) t.project_id, t.is_pilot, t."on" FROM governance_pilot t
              WHERE t.tenant_id = %(tenant)s AND t.kind = 'market' AND t.entered_at <= %(known_until)s
                AND t."on" <= %(last_day)s ORDER BY t.project_id, t.id DESC) ticked ON ticked.project_id = p.id
            WHERE ticked.is_pilot AND (ticked."on" >= %(since)s OR %(since)s::date IS NULL)""",
        "project",
        "count",
        "社会力量参与试点的项目",
        period="方案期累计",
    ),
    "projects.with_bond": Compute(
        """SELECT p.id, p.path, p.name, 1::numeric, NULL::numeric
            FROM arrival a JOIN project_then p ON p.id = a.project_id WHERE a.kind = 'bond'
            GROUP BY p.id, p.path, p.name HAVING sum(a.amount) > 0""",
        "project",
        "count",
        "本年有债券资金到账的项目",
    ),
    "communities.pilot": Compute(
        """SELECT place.id, place.path, place.name, 1::numeric, NULL::numeric FROM communities_jurisdiction place JOIN (
              SELECT DISTINCT ON (t.jurisdiction_id) t.jurisdiction_id, t.is_pilot, t."on" FROM governance_pilot t
              WHERE t.tenant_id = %(tenant)s AND t.kind = 'cocreation' AND t.entered_at <= %(known_until)s
                AND t."on" <= %(last_day)s ORDER BY t.jurisdiction_id, t.id DESC
            ) ticked ON ticked.jurisdiction_id = place.id
            WHERE ticked.is_pilot AND (ticked."on" >= %(since)s OR %(since)s::date IS NULL)""",
        "community",
        "count",
        "共同缔造试点社区",
        period="方案期累计",
    ),
    "neighbourhoods.in_plan": Compute(
        "SELECT n.id, n.path, n.name, 1::numeric, NULL::numeric FROM plan_neighbourhood n",
        "neighbourhood",
        "count",
        "年度计划的小区",
    ),
    "neighbourhoods.completed": Compute(
        _completed("1"), "neighbourhood", "count", "已竣工的小区", period="方案期累计"
    ),
    "neighbourhoods.at_or_after_completed": Compute(
        _in_state(*AT_OR_AFTER_COMPLETED), "neighbourhood", "count", "已竣工及以后的小区", period="月末"
    ),
    "neighbourhoods.building": Compute(
        _in_state("building"), "neighbourhood", "count", "施工中的小区", period="月末"
    ),
    "neighbourhoods.ready": Compute(
        _in_state("ready"), "neighbourhood", "count", "具备开工条件的小区", period="月末"
    ),
    "neighbourhoods.completed_over_planned": Compute(
        f"""SELECT n.id, n.path, n.name, (COALESCE(s.state IN ({_DONE}), false))::int::numeric, 1::numeric
            FROM plan_neighbourhood n LEFT JOIN neighbourhood_state s ON s.id = n.id""",
        "neighbourhood",
        "percent",
        "其中已竣工的小区",
        "年度计划的小区",
    ),
    "neighbourhoods.managed_over_accepted": Compute(
        f"""SELECT n.id, n.path, n.name, ({_MANAGED})::int::numeric, 1::numeric FROM neighbourhood_state n
            WHERE n.state IN ({_DONE})""",
        "neighbourhood",
        "percent",
        "其中已落实管理方式的小区",
        "已竣工及以后的小区",
        "月末",
    ),
    "neighbourhoods.managed": Compute(
        _registered(_MANAGED), "neighbourhood", "percent", "其中已落实管理方式的小区", "已登记的小区", "月末"
    ),
    "neighbourhoods.with_owners_body": Compute(
        _registered(_OWNERS_BODY),
        "neighbourhood",
        "percent",
        "其中业委会或物管会在任的小区",
        "已登记的小区",
        "月末",
    ),
    "neighbourhoods.with_party": Compute(
        _registered(_PARTY), "neighbourhood", "percent", "其中有党组织的小区", "已登记的小区", "月末"
    ),
    "buildings.completed": Compute(
        _completed("n.buildings"), "neighbourhood", "building", "已竣工小区的楼栋", period="方案期累计"
    ),
    "households.completed": Compute(
        _completed("n.households"), "neighbourhood", "household", "已竣工小区的户数", period="方案期累计"
    ),
    "area.completed": Compute(
        _completed("n.floor_area"), "neighbourhood", "m2", "已竣工小区的建筑面积", period="方案期累计"
    ),
    "people.completed": Compute(
        _completed("n.residents"), "neighbourhood", "people", "已竣工小区的居住人口", period="方案期累计"
    ),
    "households.in_plan": Compute(
        "SELECT n.id, n.path, n.name, n.households::numeric, NULL::numeric FROM plan_neighbourhood n",
        "neighbourhood",
        "household",
        "年度计划小区的户数",
    ),
    "households.done_over_planned": Compute(
        f"""SELECT n.id, n.path, n.name,
               CASE WHEN COALESCE(s.state IN ({_DONE}), false) THEN n.households ELSE 0 END::numeric,
               n.households::numeric
            FROM plan_neighbourhood n LEFT JOIN neighbourhood_state s ON s.id = n.id""",
        "neighbourhood",
        "percent",
        "其中已竣工小区的户数",
        "年度计划小区的户数",
    ),
    "items.done_over_planned": Compute(
        f"""SELECT i.project_id, COALESCE(n.path, p.path), p.name || ' · ' || i.item, ({_FINISHED})::int::numeric,
               1::numeric
            FROM item_then i JOIN plan_project ON plan_project.id = i.project_id
            JOIN project_then p ON p.id = i.project_id
            LEFT JOIN neighbourhood_then n ON n.id = i.neighbourhood_id WHERE i.state <> 'withdrawn'""",
        "project",
        "percent",
        "其中已完成的改造内容",
        "年度计划项目的改造内容",
    ),
    "funds.received_over_planned": Compute(
        """SELECT p.id, p.path, p.name, COALESCE(a.arrived, 0), COALESCE(m.planned, 0)
            FROM project_then p JOIN plan_project ON plan_project.id = p.id
            LEFT JOIN planned_money m ON m.project_id = p.id
            LEFT JOIN (SELECT project_id, sum(amount) AS arrived FROM arrival GROUP BY project_id) a
              ON a.project_id = p.id""",
        "project",
        "percent",
        "年度计划项目本年到账资金（元）",
        "年度计划项目按来源计划的资金（元）",
    ),
    "funds.spent_over_received": Compute(
        """SELECT p.id, p.path, p.name, sum(flow.paid), sum(flow.arrived) FROM (
              SELECT project_id, 0::numeric AS paid, amount AS arrived FROM arrival WHERE kind = 'fiscal'
              UNION ALL SELECT project_id, amount, 0 FROM payment WHERE kind = 'fiscal'
            ) flow JOIN project_then p ON p.id = flow.project_id GROUP BY p.id, p.path, p.name""",
        "project",
        "percent",
        "本年已支付的财政资金（元）",
        "本年到账的财政资金（元）",
    ),
    "funds.invested": Compute(
        """SELECT p.id, p.path, p.name, sum(g.invested), NULL::numeric
            FROM latest_progress g JOIN project_then p ON p.id = g.project_id
            WHERE g.month >= %(year_begins)s GROUP BY p.id, p.path, p.name""",
        "project",
        "yuan",
        "本年完成投资（元）",
    ),
    "funds.central_received": Compute(
        _arrived("a.channel = ANY(%(central)s)"), "project", "yuan", "本年到账的中央资金（元）"
    ),
    "funds.bond_issued": Compute(_arrived("a.kind = 'bond'"), "project", "yuan", "本年到账的债券资金（元）"),
}
"""All computes of the schema but `duties.done` and `declared`, which belong to a body, not to a place."""

WITH = f"WITH {THEN}, {PLAN}, {MONEY}, {_PROGRESS}, {_AT_PLAN}, {_PLANNED_MONEY}"
"""Everything that a compute may name; what it does not name is not run."""
