"""The demonstration from the pool to the works: plan, money, scheme, review, preparations, first items started.

Every figure, name and paper here is a sample and says so; each act is done through the services by whom the rulebook
names, on days before today.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from approvals import works
from approvals.models import ReviewRound
from approvals.plan import services as plans
from approvals.review import services as reviews
from approvals.transitions import fire
from communities.models import Document, Jurisdiction, Tenant
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from config.demonstration.founding import actor
from funding.enums import MovementKind
from funding.models import FundingSource
from funding.services import add_source, record, set_percentages
from policies.vocabulary import concept_group
from projects import services
from projects.models import Project, WorksItem

Paper = Callable[[str, Jurisdiction, Actor], Document]
BASIS = "居民议事会商定（演示）"


@dataclass(frozen=True)
class Stage:
    """The people of one tenant, the day, and how a sample paper is made."""

    tenant: Tenant
    now: datetime
    adopted: Adopted
    paper: Paper

    def by(self, login: str) -> Actor:
        return actor(login, self.tenant, self.today)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def day(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def papers(self, project: Project, by: Actor, *names: str) -> list[tuple[str, Document]]:
        return [(name, self.paper(name, project.jurisdiction, by)) for name in names]

    def declare(self, project: Project, criterion: str, by: Actor, *papers: str, days: int) -> None:
        """State yes on a criterion about the project, with sample papers."""
        services.declare(
            project,
            criterion=criterion,
            value=True,
            adopted=self.adopted,
            evidence=self.papers(project, by, *papers),
            note="演示",
            by=by,
            on=self.day(days),
        )


@dataclass(frozen=True)
class Crew:
    """Who acts in one district of Qingdao."""

    recorder: Actor
    """For its streets and communities."""
    district: Actor
    housing: Actor
    reform: Actor
    finance: Actor
    planning: Actor

    @property
    def reviewers(self) -> dict[str, Actor]:
        """By the rulebook's actor."""
        return {
            "d-housing": self.housing,
            "d-ndrc": self.reform,
            "d-finance": self.finance,
            "d-planning": self.planning,
        }


def shibei(at: Stage, recorder: Actor) -> Crew:
    """The district whose people have logins."""
    return Crew(
        recorder,
        at.by("qd-district"),
        at.by("qd-housing"),
        at.by("qd-reform"),
        at.by("qd-finance"),
        at.by("qd-planning"),
    )


def stage(tenant: Tenant, now: datetime, paper: Paper) -> Stage:
    """Today's stage of the tenant entered."""
    return Stage(tenant, now, in_force(timezone.localdate(now)), paper)


# ── Qingdao ──────────────────────────────────────────────────────────────────────────────────────────────────────


def qingdao(at: Stage, made: Sequence[Project], crew: Crew) -> None:
    """Four projects confirmed: one building, one ready, one under review, one just planned; one waits on the draft."""
    building, ready, reviewed, drafted, planned = *made[:4], made[9]
    street, housing, city = at.by("qd-street"), at.by("qd-housing"), at.by("qd-city")
    confirmed = (building, ready, reviewed, planned)
    for project in confirmed:
        own = street if project is planned else crew.recorder
        at.declare(project, "QD-C-voluntary", own, "逐级申报记录", days=150)
        at.declare(project, "QD-C-fiscal", at.by("qd-finance"), "财政承受能力评估报告", days=150)
    year = at.today.year
    plan = plans.open_plan(year, by=housing, now=at.ago(140))
    plans.set_capacity(
        Jurisdiction.objects.get(code="370203"),
        year=year,
        amount=Decimal("15000000.00"),
        basis="演示数据，非政策",
        adopted=at.adopted,
        by=at.by("qd-finance"),
        now=at.ago(140),
    )
    entries = plans.nominate(confirmed, plan, note="演示", by=housing, now=at.ago(130))
    plans.confirm(
        plan,
        entries,
        document_no=f"青改办（演示）〔{year}〕2号",
        confirmed_on=at.day(120),
        by=city,
        now=at.ago(120),
    )
    plans.nominate([drafted], plan, note="演示", by=housing, now=at.ago(5))
    for project, days in ((building, 100), (ready, 80), (reviewed, 30)):
        project.refresh_from_db()
        settle_scheme(at, crew, project, days)
        fire(project, "design", by=housing, now=at.ago(days - 12))
    for project, days in ((building, 86), (ready, 66)):
        review(at, crew, project, days)
    review(at, crew, reviewed, 2, silent=("d-planning",))
    for project, days in ((building, 60), (ready, 40)):
        agree_on_lines(at, project, days)
        fire(project, "ready", by=housing, now=at.ago(days))
    _qingdao_start(at, crew, building, 18)


def settle_scheme(at: Stage, crew: Crew, project: Project, days: int) -> None:
    """Shares, sources, scheme and consultation of one project."""
    district, recorder = crew.district, crew.recorder
    for rule, percents in (
        ("QD-S-basic", {"government": Decimal(100)}),
        ("QD-S-improvement", {"residents": Decimal(20), "government": Decimal(80)}),
    ):
        set_percentages(
            project,
            rule=rule,
            percents=percents,
            basis=BASIS,
            revision=0,
            adopted=at.adopted,
            by=district,
            now=at.ago(days),
        )
    for channel, payer, planned in (("award", "government", 997_600), ("resident", "residents", 15_400)):
        add_source(
            project,
            channel=channel,
            payer=payer,
            planned=Decimal(planned),
            note="演示",
            adopted=at.adopted,
            by=district,
            now=at.ago(days),
        )
    papers = at.papers(project, district, "实施方案", "资金筹措方案")
    scheme = services.file_scheme(
        project, summary="道路、管网和绿化（演示）", papers=papers, by=district, now=at.ago(days)
    )
    services.declare(
        project,
        criterion="QD-C-plans",
        value=True,
        adopted=at.adopted,
        evidence=papers,
        note="演示",
        by=district,
        on=at.day(days),
    )
    asked = services.open_consultation(
        project,
        kind="scheme",
        method="入户、座谈会和书面函询（演示）",
        opened_on=at.day(days),
        due_on=at.day(days - 10),
        scheme=scheme,
        by=recorder,
        now=at.ago(days),
    )
    said = (
        ("residents", "居民代表 12 人", "conditions", "希望保留现有停车位"),
        ("property", "物业服务处", "agree", ""),
        ("utility", "供水单位", "no_opinion", ""),
    )
    for party, who, stance, text in said:
        opinion = services.add_opinion(
            asked,
            party=party,
            who=f"{who}（演示）",
            stance=stance,
            text=text,
            said_on=at.day(days - 4),
            by=recorder,
            now=at.ago(days - 4),
        )
        if text:
            services.answer_opinion(
                opinion, is_adopted=True, answer="已保留全部现有车位", by=recorder, now=at.ago(days - 8)
            )
    services.close_consultation(
        asked,
        outcome="意见一致，停车位方案已按意见修改（演示）",
        evidence=at.papers(project, recorder, "征求意见记录"),
        adopted=at.adopted,
        by=recorder,
        on=at.day(days - 10),
    )


def review(
    at: Stage,
    crew: Crew,
    project: Project,
    days: int,
    *,
    silent: Sequence[str] = (),
    against: Sequence[str] = (),
) -> None:
    """A round of the joint review; while somebody is silent it waits for him, otherwise it is concluded."""
    one: ReviewRound = reviews.convene(
        project,
        review="QD-R-1",
        working_days=10,
        due_on=at.day(days - 14),  # late in a year, while the next year's calendar is not published
        note="演示",
        by=crew.housing,
        now=at.ago(days),
    )
    for reviewer in one.reviewers.all():
        if reviewer.actor in silent:
            continue
        by = crew.reviewers[reviewer.actor]
        objects = reviewer.actor in against
        reviews.give_opinion(
            reviewer,
            opinion="disagree" if objects else "agree",
            reason="消防通道宽度不足，请修改方案（演示）" if objects else "",
            signed_on=at.day(days - 1),
            signer=by.person.name,
            by=by,
            now=at.ago(days - 1),
        )
    if not silent:
        text = "自然资源和规划部门不同意，退回修改（演示）" if against else "各部门同意（演示）"
        reviews.conclude(one, text=text, by=crew.housing, now=at.ago(days - 2))
        project.refresh_from_db()


def agree_on_lines(at: Stage, project: Project, days: int) -> None:
    """The pipeline units agree for each pipeline item."""
    by = at.by("qd-utility")
    lines = {row.id for row in at.adopted.rulebook.rows("items") if concept_group(row.concept) == "lines"}
    services.declare_about(
        project,
        list(WorksItem.objects.filter(project=project, item__in=lines).order_by("id")),
        criterion="QD-C-linecare",
        value=True,
        adopted=at.adopted,
        evidence=at.papers(project, by, "专业管线改造协议"),
        note="演示",
        by=by,
        on=at.day(days),
    )


def prepare_works(at: Stage, crew: Crew, project: Project, days: int) -> None:
    """Tender and clearing concluded."""
    district = crew.district
    for kind, title, unit, papers in (
        ("tender", "施工招标和监理", "青岛样例建设有限公司（演示）", ("中标通知书", "监理合同")),
        ("clearing", "东侧围墙违建拆除", "", ("清障拆违确认单",)),
    ):
        made = services.add_preparation(
            project,
            kind=kind,
            title=f"{title}（演示）",
            unit=unit,
            on=at.day(days + 5),
            by=district,
            now=at.ago(days + 5),
        )
        services.conclude_preparation(
            made,
            evidence=at.papers(project, district, *papers),
            adopted=at.adopted,
            by=district,
            on=at.day(days + 1),
        )


def _qingdao_start(at: Stage, crew: Crew, project: Project, days: int) -> None:
    """Two items started, one of them finished; first money in and out."""
    prepare_works(at, crew, project, days)
    housing = crew.housing
    road, drain, *_ = WorksItem.objects.filter(project=project).order_by("id")
    for item in (road, drain):
        works.start_item(item, on=at.day(days), by=housing, now=at.ago(days))
    works.finish_item(road, on=at.day(6), by=housing, now=at.ago(6))
    source: FundingSource = FundingSource.objects.filter(project=project).earliest("id")
    for kind, amount, ago in (
        (MovementKind.ARRIVAL, 500_000, days - 3),
        (MovementKind.PAYMENT, 300_000, days - 10),
    ):
        record(
            source,
            kind=kind,
            amount=Decimal(amount),
            on=at.day(ago),
            party="" if kind is MovementKind.ARRIVAL else "青岛样例建设有限公司（演示）",
            voucher="演示",
            by=at.by("qd-finance"),
            now=at.ago(ago),
        )


# ── Wulong ───────────────────────────────────────────────────────────────────────────────────────────────────────


def wulong(at: Stage, made: Sequence[Project]) -> None:
    """One project approved, with its implementing entity and leader named; one waits on the draft."""
    approved, drafted = made[:2]
    housing, leader, street = at.by("wl-housing"), at.by("wl-leader"), at.by("wl-street")
    for role, name, by, papers in (
        ("implementing_entity", "武隆样例城市建设公司（演示）", housing, ()),
        ("leader", "何平", leader, ("包干责任表",)),
    ):
        services.name_party(
            approved,
            role=role,
            name=name,
            from_on=at.day(90),
            evidence=at.papers(approved, by, *papers),
            adopted=at.adopted,
            by=by,
            now=at.ago(90),
        )
    year = at.today.year
    plan = plans.open_plan(year, by=housing, now=at.ago(90))
    entries = plans.nominate([approved], plan, note="演示", by=housing, now=at.ago(85))
    plans.confirm(
        plan,
        entries,
        document_no=f"武隆住建（演示）〔{year}〕1号",
        confirmed_on=at.day(80),
        by=housing,
        now=at.ago(80),
    )
    plans.nominate([drafted], plan, note="演示", by=housing, now=at.ago(3))
    approved.refresh_from_db()
    _wulong_scheme(at, approved, street)
    fire(approved, "design", by=housing, now=at.ago(50))
    at.declare(approved, "WL-C-prelim", at.by("wl-reform"), "立项批复", "可研批复", "概算批复", days=40)
    fire(approved, "approve", by=at.by("wl-reform"), now=at.ago(38))


def _wulong_scheme(at: Stage, project: Project, street: Actor) -> None:
    papers = at.papers(project, at.by("wl-housing"), "改造方案")
    services.file_scheme(
        project, summary="管网和道路（演示）", papers=papers, by=at.by("wl-housing"), now=at.ago(70)
    )
    asked = services.open_consultation(
        project,
        kind="before",
        method="入户（演示）",
        opened_on=at.day(70),
        due_on=at.day(60),
        by=street,
        now=at.ago(70),
    )
    services.add_opinion(
        asked,
        party="residents",
        who="居民 86 户（演示）",
        stance="agree",
        said_on=at.day(65),
        by=street,
        now=at.ago(65),
    )
    services.close_consultation(
        asked,
        outcome="居民同意改造（演示）",
        evidence=at.papers(project, street, "征求意见记录"),
        adopted=at.adopted,
        by=street,
        on=at.day(60),
    )
