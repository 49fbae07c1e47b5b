"""Everything that is done under a delegation says for whom: a project's whole life, and what is done beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.acceptance import services as acceptances
from approvals.enums import AdjustmentKind
from approvals.models import PlanEntry, ReviewRound
from approvals.plan import services as plans
from communities.models import Decision, Neighbourhood
from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.imports import services as imports
from communities.neighbourhoods.models import PlausibilityQuery
from communities.neighbourhoods.tasks import export_register
from communities.owners import services as owners
from communities.people.acting import acting_for
from communities.people.models import Person
from communities.people.rights import Actor
from communities.records.services import open_job
from communities.upkeep import services as upkeeping
from communities.upkeep.queries import criteria_of as kept_criteria
from funding import services as funds
from funding.models import FundingSource
from governance.assessment import services as assessments
from governance.enums import PilotKind
from governance.evaluation import services as evaluations
from governance.models import AssessmentReport, EvaluationRound, MonthReport, SupervisionCase
from governance.monthly import services as months
from governance.supervision import services as supervision
from projects import services
from projects.enums import Purpose, State
from projects.models import Consultation, Project, WorksItem
from projects.recording import criteria_of, papers_of
from tests.approvals.carrying import Carrier
from tests.cast import People, Town
from tests.communities.imports.files import sheet
from tests.communities.upkeep import making as upkeep
from tests.config.acting import acts_of, everybody_acts_for, models, said
from tests.funding import money
from tests.governance.evaluation import making as evaluating
from tests.governance.supervision import handling
from tests.projects import making, outsiders, working

pytestmark = pytest.mark.django_db
NOW, DAY = making.NOW, making.DAY
ITEMS = ("road", "water-drain")
Pages = list[tuple[str, dict[str, Any]]]
"""Names of addresses, with what they are of."""


class Life(Carrier):
    """Qingdao, with a first round of the acceptance that finds a defect and fails, and a filing of the second."""

    def accept(self, project: Project) -> None:
        by, keeper = self.concluder(project, "acceptance", "accept"), self.recorder()
        first = acceptances.open_acceptance(project, on=DAY, by=by, now=NOW)
        told = {"responsible": "青建集团", "due_on": NOW.date(), "by": by, "now": NOW}
        for text in ("井盖不平", "路灯不亮"):
            last = acceptances.add_finding(first, text=text, **told)
        acceptances.rectify(last, on=DAY, text="已修复", by=keeper, now=NOW)
        acceptances.recheck(last, is_good=True, on=DAY, by=by, now=NOW)
        acceptances.conclude(first, passed=False, conclusion="限期整改", on=DAY, by=by, now=NOW)
        second = acceptances.open_acceptance(project, on=DAY, by=by, now=NOW)
        (left,) = second.findings.all()
        acceptances.rectify(left, on=DAY, text="已修复", by=keeper, now=NOW)
        acceptances.recheck(left, is_good=True, on=DAY, by=by, now=NOW)
        self.passed(second, by)
        project.refresh_from_db()
        (paper,) = self.papers(["备案表"], keeper)
        acceptances.file_acceptance(second, on=DAY, number="备1", document=paper[1], by=keeper, now=NOW)

    def stating(self, record: str) -> dict[str, Any]:
        """How a record of a project is concluded: by whoever states what the rulebook ties to it."""
        rows = criteria_of(self.adopted, record)
        by = self.person(rows[0].by) if rows else self.proposer()
        papers = self.papers(papers_of(self.adopted, record), by)
        return {"evidence": papers, "adopted": self.adopted, "by": by, "on": DAY}


def told(by: Any) -> dict[str, Any]:
    return {"by": by, "now": NOW}


def before_the_works(life: Life, project: Project) -> None:
    """The scheme, what people say of it, preparations, parties, contracts, milestones."""
    street = life.recorder()
    making.scheme(project, street)
    asked = making.consultation(project, street)
    said = making.opinion(asked, street, "residents", "conditions", "保留树木")
    services.answer_opinion(said, is_adopted=True, answer="已保留", **told(street))
    keeper = life.proposer()
    services.close_consultation(asked, outcome="已汇总", **life.stating("consultation_before"))
    shown = {"from_on": DAY - timedelta(days=9), "to_on": DAY - timedelta(days=1)}
    display = services.post_display(project, place="小区门口", **shown, **told(street))
    services.end_display(display, outcome="无异议", **life.stating("public_display"))
    notice = services.add_preparation(
        project, kind="utility_notice", title="书面告知", unit="供电公司", on=DAY, **told(street)
    )
    services.conclude_preparation(notice, **life.stating("utility_notice"))
    party = working.contractor(project, keeper)
    working.contract(party, street)
    services.add_milestone(project, name="进场", planned_on=DAY, **told(street))


def money_of(life: Life, project: Project, row: Neighbourhood) -> None:
    """A source and what came of it; who pays what for an item of the class that several pay for."""
    finance, street = life.person("d-finance"), life.proposer()
    money.arrive(money.source(project, finance), "10.00", finance)
    money.settled("item:lighting.class", "improvement", life.admin)
    making.item(project, row, street, "lighting")
    money.share(project, life.mover(project, "plan"), residents="20", government="80")


def progress(life: Life, project: Project, other: Person) -> None:
    """Reported for the one who is away, confirmed for another: two pairs of eyes are four people."""
    item = WorksItem.objects.filter(project=project).earliest("pk")
    row = working.report(item, life.recorder(), 100)
    with acting_for(other.pk):
        working.confirmed(row, replace(life.person("d-housing"), principal=other))


def of_the_neighbourhood(life: Life, row: Neighbourhood) -> None:
    """Its figures, its register of owners, its bodies, its fund; a register that is imported, a list exported."""
    street, adopted = life.recorder(), life.adopted
    making.survey(row, street, agreeing=290)
    odd = making.neighbourhood(life.community, street, "登州路小区", households_declared=9000)
    for query in PlausibilityQuery.objects.filter(neighbourhood=odd):
        neighbourhoods.answer_query(query, text="属实", **told(street))
    owners.create(row, values={"room": "101", "floor_area": "80"}, confirmed=True, **told(street))
    for record in sorted(upkeep.RECORDS):
        rows = kept_criteria(adopted, record)
        upkeep.conclude(record, [odd], by=life.person(str(rows[0].by)) if rows else street, adopted=adopted)
    upkeeping.set_party_organisation(odd, name="党支部", from_on=DAY, **told(street))
    file = ContentFile(sheet(life.town))
    imports.upload(
        file=file, filename="台账.xlsx", jurisdiction=life.community, survey_year=2024, **told(street)
    )
    open_job(kind="export", title="导出", by=street, parameters={}, task=export_register)


def disputed(life: Life, project: Project) -> None:
    street = life.recorder()
    row = services.open_dispute(project, title="采光", description="遮挡", raised_on=DAY, **told(street))
    services.close_dispute(row, resolution="调整方案", on=DAY, by=street)


def of_the_superiors(life: Life, project: Project) -> None:
    """Assignments, evaluations, duties, inspections, month reports."""
    city, adopted = life.person("city-gov"), life.adopted
    evaluator = outsiders.outsider(life.town, "qd-outside")
    designer = outsiders.outsider(life.town, "qd-drawing", "designer")
    given = outsiders.assigned(project, designer, life.person("d-housing"), Purpose.DESIGN)
    services.end_assignment(given, reason="已完成", by=life.person("d-housing"), now=NOW)
    found = evaluating.opened([project], [evaluator], city)
    evaluating.submitted(evaluating.sheet(found, evaluator), evaluator)
    evaluations.publish(found, by=city, now=NOW)
    district = life.person("district-gov")
    places = [district.seats[0].organisation.jurisdiction]  # type: ignore[union-attr]
    duty = {"rule": "QD-Y-2", "actor": "district-gov", "places": places, "due_on": NOW.date()}
    (task,) = supervision.set_duties(**duty, adopted=adopted, **told(city))
    supervision.tick_off(
        task,
        text="已印发",
        on=DAY,
        document=handling.paper(life.town, district),
        adopted=adopted,
        **told(district),
    )
    handling.opened(project, city)
    months.set_due_day(day=5, basis="月报通知", **told(city))
    report = months.draft(month=date(2026, 10, 1), place=life.town.top, **told(city))
    more = {"line": life.town.top, "figure": "lifts", "periods": ["month"], "value": Decimal(1)}
    months.supplement(report, **more, reason="漏报", **told(city))
    months.submit(report, note="先行报送", **told(city))
    months.give_back(report, reason="核对", **told(city))
    report = months.draft(month=date(2026, 10, 1), place=life.town.top, **told(city))
    months.submit(report, note="先行报送", **told(city))
    months.lock(report, **told(city))


def of_the_plan(life: Life) -> None:
    """What the year's budget bears, and an adjustment of what was confirmed."""
    finance = life.person("d-finance")
    place = finance.seats[0].organisation.jurisdiction  # type: ignore[union-attr]
    plans.set_capacity(
        place, year=2026, amount=Decimal(10**9), basis="评估报告", adopted=life.adopted, **told(finance)
    )


def adjusted(life: Life, project: Project, row: Neighbourhood) -> None:
    """One more item than was confirmed."""
    making.item(project, row, life.proposer(), "green")
    (entry,) = PlanEntry.objects.filter(project=project)
    by, how = life.mover(project, "plan"), {"document_no": "测〔2026〕2号", "reason": "增加内容", "on": DAY}
    plans.adjust(entry, kind=AdjustmentKind.FIGURES, **how, **told(by))


def of_the_district(people: People, town: Town) -> Pages:
    """Wulong: a subsidy awarded, a figure declared, reports of an assessment made and published, a pilot ticked; and
    the pages that show it.
    """
    project, lifts = money.wulong_project(town, people)
    for lift in lifts:
        money.about_lift(lift, "WL-C-selffund", people.wl_street, "自筹资金协议")
        money.about_lift(lift, "WL-C-liftok", people.wl_planning, "审批文件")
    adopted, leader, month = making.today(), people.wl_leader, date(2026, 10, 1)
    subsidy = {"rule": "WL-U-lift", "works_item": lifts[0].works_item, "adopted": adopted}
    funds.award(project, **subsidy, **told(people.wl_housing))
    figure = {
        "actor": "street",
        "jurisdiction": town.places["500156001"],
        "month": month,
        "value": Decimal(90),
    }
    paper = making.paper("评分表", town.top, leader)
    assessments.declare_figure("WL-I-organise", **figure, document=paper, **told(leader))
    done = assessments.assess(month=month, **told(leader))
    assessments.publish(done.reports[0].assessment, month, **told(leader))
    community = town.places[making.WL_COMMUNITY]
    pilot = {"jurisdiction": community, "is_pilot": True, "on": DAY, "basis": "公布试点的文"}
    assessments.tick_pilot(PilotKind.COCREATION, **pilot, **told(people.wl_district))
    report = AssessmentReport.objects.exclude(published_by=None).latest("pk")
    return [
        ("project_award_item", {"pk": project.pk, "rule": "WL-U-lift", "item": lifts[0].works_item_id}),
        ("figure_declare", {"assessment": report.assessment, "month": "2026-10"}),
        ("assessment_report", {"pk": report.pk}),
        ("pilot_tick", {}),
    ]


def pages_of(project: Project, row: Neighbourhood) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pages that name who acted on the project, on the neighbourhood and for the tenant."""
    of, odd = {"pk": project.pk}, Neighbourhood.objects.exclude(pk=row.pk).get()
    for name in (
        "project_detail",
        "project_scheme",
        "project_preparation",
        "project_disputes",
        "project_papers",
    ):
        yield name, of
    for name in (
        "project_progress",
        "project_acceptance",
        "assignment_list",
        "project_money",
        "project_money_print",
    ):
        yield name, of
    for name in ("consultation_detail", "consultation_print"):
        yield name, of | {"consultation": Consultation.objects.get().pk}
    yield "source_detail", of | {"source": FundingSource.objects.get().pk}
    yield "review_detail", {"pk": ReviewRound.objects.filter(review="QD-R-1").latest("pk").pk}
    for name in ("plan_detail", "plan_capacity"):
        yield name, {"year": 2026}
    yield "plan_list", {}
    yield "decision_detail", {"pk": Decision.objects.exclude(acted_for=None).latest("pk").pk}
    for name in (
        "neighbourhood_detail",
        "neighbourhood_surveys",
        "neighbourhood_documents",
        "neighbourhood_history",
    ):
        yield name, {"pk": row.pk}
    for name in ("neighbourhood_detail", "neighbourhood_management"):
        yield name, {"pk": odd.pk}
    yield "import_list", {}
    yield "evaluation_detail", {"pk": EvaluationRound.objects.get().pk}
    yield "duty_list", {}
    yield "case_detail", {"pk": SupervisionCase.objects.get().pk}
    for name in ("monthreport_detail", "monthreport_print"):
        yield name, {"pk": MonthReport.objects.get().pk}
    yield "monthreport_list", {}


def silent(client: Client, away: Person, pages: Pages, tenant: str) -> list[str]:
    """The pages that do not name the one acted for, or look him up by himself, which is a query for every row."""
    found = []
    for name, kwargs in pages:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse(name, kwargs={"tenant": tenant, **kwargs}))
        if page.status_code != 200 or f"（代{away.name}）" not in page.content.decode():
            found.append(f"{name} {page.status_code}")
        if any(f'"communities_person"."id" = {away.pk} ' in each["sql"] for each in asked):
            found.append(f"{name} asks for each")
    return found


def test_everything_done_under_a_delegation_says_for_whom_and_shows_it(
    wulong: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    away, other = (Person.objects.create_user(name, name=name) for name in ("周出差", "吴休假"))
    life = Life("qingdao", "青岛市")
    with life.entered(), everybody_acts_for(life.town, away):
        of_the_plan(life)
        row = life.neighbourhood()
        project = life.project(row, ITEMS)
        life.until(project, State.RESERVED)
        before_the_works(life, project)
        money_of(life, project, row)
        life.until(project, State.PLANNED)
        adjusted(life, project, row)
        life.until(project, State.BUILDING)
        progress(life, project, other)
        life.until(project, State.HANDED_OVER)
        disputed(life, project)
        of_the_neighbourhood(life, row)
        of_the_superiors(life, project)
        right, wrong = said(life.town, away, other)
    with wulong.entered(), everybody_acts_for(wulong, away):
        shown = of_the_district(people, wulong)
        more, besides = said(wulong, away)
    assert wrong | besides == set()
    every = {f"{model.__name__}.{column}" for model in models() for column in acts_of(model)}
    assert sorted(every - right - more) == []
    with life.entered():
        reader, pages = client_of(life.person("city-gov")), list(pages_of(project, row))
    assert silent(reader, away, pages, "qingdao") == []
    assert silent(client_of(people.wl_leader), away, shown, "wulong") == []
