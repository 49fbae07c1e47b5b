"""The checklist: what the rulebook leaves to the tenant, and the steps that follow from what is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse

from communities.models import Membership, Neighbourhood, Organisation
from communities.people.enums import Capability
from communities.people.queries import on_day
from communities.rulebooks import labels
from communities.rulebooks.clauses import words_of
from communities.rulebooks.queries import Adopted, top_place
from governance.monthly.queries import due_day
from governance.onboarding.asking import ENGAGED, Needed, needed
from governance.submissions.queries import only_receives

ADMINISTRATORS = (Capability.PEOPLE, Capability.AUTHORISE, Capability.AUDIT)
"""The three that Chinese security grading keeps apart: 系统, 安全, 审计."""
NOTHING = "不影响判定"


@dataclass(frozen=True)
class Step:
    """One thing to do: done when `have` reaches `want`; `url` leads to the page that does it."""

    name: str
    detail: str
    have: int
    want: int
    unit: str
    url: str = ""
    is_advice: bool = False

    @property
    def is_done(self) -> bool:
        return self.have >= self.want


@dataclass(frozen=True)
class Question:
    """An open question of the rulebook: its clause, and each path that waits for a value with its page."""

    text: str
    source: str
    is_advice: bool
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Checklist:
    """Steps of the rows, actors by level, open questions by what they hold up, who settles them."""

    steps: tuple[Step, ...]
    actors: tuple[Needed, ...]
    questions: tuple[tuple[str, tuple[Question, ...]], ...]
    settlers: tuple[str, ...]
    settled: int
    open: int

    @property
    def done(self) -> int:
        """Steps and actors done, and paths settled."""
        return (
            sum(step.is_done for step in self._counted) + sum(a.is_done for a in self.actors) + self.settled
        )

    @property
    def total(self) -> int:
        return len(self._counted) + len(self.actors) + self.settled + self.open

    @property
    def _counted(self) -> list[Step]:
        return [step for step in self.steps if not step.is_advice]


def checklist(adopted: Adopted, *, tenant: str, on: date, may: Callable[[Capability], bool]) -> Checklist:
    """As it stands on the day; `tenant` is the code in the addresses. A constant number of queries.

    A step leads to its page whoever may open that: `may` says what the reader holds anywhere.
    """
    actors = tuple(needed(adopted))
    questions = _questions(adopted, tenant)
    decisions = sum(not q.is_advice and max(len(q.paths), 1) for _, found in questions for q in found)
    return Checklist(
        steps=tuple(_steps(adopted, actors, tenant, on, may)),
        actors=actors,
        questions=questions,
        settlers=_settlers(on),
        settled=len(adopted.overlay),
        open=decisions,
    )


def _steps(
    adopted: Adopted, actors: tuple[Needed, ...], tenant: str, on: date, may: Callable[[Capability], bool]
) -> list[Step]:
    def url(name: str, needs: Capability) -> str:
        if not may(needs):
            return ""
        try:
            return reverse(name, kwargs={"tenant": tenant})
        except NoReverseMatch:
            return ""

    appointed = _appointed(on)
    three = {person for people in appointed.values() for person in people}
    missing = [c.label for c in ADMINISTRATORS if not appointed[c]]
    empty = _without_people(on)
    organisations = Organisation.objects.exclude(kind__in=ENGAGED).filter(closed_on=None).count()
    lacking = sum(len(actor.missing) for actor in actors)
    return [
        Step(
            "启用规则版本",
            f"第 {adopted.version.number} 版，{adopted.version.effective_from} 起生效",
            1,
            1,
            "份",
            url("rulebook", Capability.CONFIGURE),
        ),
        Step(
            "任命三员：系统、安全、审计管理员",
            f"还没有人：{'；'.join(missing)}" if missing else "三项职责由三个人分别承担",
            min(sum(bool(people) for people in appointed.values()), max(len(three), 0)),
            len(ADMINISTRATORS),
            "人",
            url("authorisation_list", Capability.AUTHORISE) or url("person_list", Capability.PEOPLE),
        ),
        Step(
            "登记规则点名的单位",
            f"各级还缺 {lacking} 处，见下表" if lacking else "各级都已登记",
            sum(actor.present for actor in actors),
            sum(actor.places for actor in actors),
            "处",
            url("organisation_list", Capability.PEOPLE),
        ),
        Step(
            "为每个单位安排人员",
            f"还有 {empty} 个单位没有在职人员" if empty else "每个单位都有在职人员",
            organisations - empty,
            max(organisations, 1),
            "个",
            url("person_list", Capability.PEOPLE),
        ),
        _ground(url),
        Step(
            "确定月报报送日",
            "没有确定的不计逾期",
            int(due_day() is not None),
            1,
            "个",
            url("monthreport_list", Capability.VIEW),
            is_advice=True,
        ),
    ]


def _ground(url: Callable[[str, Capability], str]) -> Step:
    """What the tenant works on: its register, or for a superior that keeps none what comes in from below."""
    if only_receives():
        detail = "不登记小区，只接收下级冻结的报送；下级由系统运维单位设定"
        return Step("接收下级报送", detail, 1, 1, "项", url("submission_received", Capability.VIEW))
    has_rows = Neighbourhood.objects.standing().exists()
    return Step(
        "导入小区台账",
        "导入或逐个登记摸底的小区",
        int(has_rows),
        1,
        "份",
        url("import_list", Capability.IMPORT),
    )


def _appointed(on: date) -> dict[Capability, set[int]]:
    """Who holds each administrator's capability for the whole tenant today. One query."""
    held: dict[Capability, set[int]] = {capability: set() for capability in ADMINISTRATORS}
    rows = Membership.objects.filter(on_day(on), jurisdiction__parent=None, person__is_active=True)
    for person, capabilities in rows.values_list("person", "role__capabilities"):
        for capability in ADMINISTRATORS:
            if capability in capabilities:
                held[capability].add(person)
    return held


def _without_people(on: date) -> int:
    """Organisations in which nobody who can log in serves today. One query."""
    seated = Membership.objects.filter(on_day(on), organisation=OuterRef("pk"), person__is_active=True)
    standing = Organisation.objects.exclude(kind__in=ENGAGED).filter(closed_on=None)
    return standing.filter(~Exists(seated.order_by())).count()


def _settlers(on: date) -> tuple[str, ...]:
    """The names of those who may settle what the rulebook leaves open. One query."""
    rows = Membership.objects.filter(
        on_day(on),
        role__capabilities__contains=[Capability.CONFIGURE.value],
        jurisdiction=top_place(),
        person__is_active=True,
    )
    return tuple(rows.order_by("person__name").values_list("person__name", flat=True).distinct())


def _questions(adopted: Adopted, tenant: str) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """(what they hold up, the questions), in the order of the rulebook's sections; advice at the end."""
    words, settle = words_of(adopted), reverse("overlay_settle", kwargs={"tenant": tenant})
    merged: dict[tuple[str, bool, str, str], list[tuple[str, str]]] = defaultdict(list)
    for item in adopted.rulebook.unsettled():
        label = words.path(item.path) if item.path else ""
        text = item.question_zh if item.id else f"{label}：由本级确定"
        held = "、".join(labels.SECTIONS.get(section, section) for section in item.blocks) or NOTHING
        paths = merged[held, item.kind != "decision", text, item.source or ""]
        if item.path:
            paths.append((label, f"{settle}?path={item.path}"))
    groups: dict[str, list[Question]] = defaultdict(list)
    for (held, is_advice, text, source), paths in merged.items():
        groups[NOTHING if is_advice else held].append(Question(text, source, is_advice, tuple(paths)))
    order = sorted(groups, key=lambda held: held == NOTHING)
    return tuple((held, tuple(groups[held])) for held in order)
