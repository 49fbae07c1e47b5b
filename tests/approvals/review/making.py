"""Projects that wait for their joint review, in Qingdao and in Zhejiang, for the tests of reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from approvals.models import Reviewer, ReviewOpinion, ReviewRound
from approvals.review import services
from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from projects import services as projects
from projects.enums import State
from projects.lifecycle import move
from projects.models import Project
from projects.stages import NEXT, TRANSITIONS
from tests.cast import People, Town, found_town
from tests.projects import making
from tests.projects.making import NOW

QD = "QD-R-1"
ZJ = "ZJ-R-1"
FIELDS = {
    "优化简化审批程序和材料的具体要求": "立项、用地、规划手续合并办理，材料一次提交。",
    "改造范围": "八大湖小区 1-8 号楼",
    "改造涉及的房屋面积": "25,100 平方米",
    "改造内容": "道路、雨污分流、线缆入地",
    "文明施工": "围挡封闭，夜间不施工",
    "工程概算": "468.00 万元",
}
MEMBERS = ("qd_housing", "qd_reform", "qd_finance", "qd_planning")


def designed(project: Project, by: Actor) -> Project:
    """The same project with its design done. The gates on the way there have tests of their own."""
    organisation = by.seats[0].organisation
    assert organisation is not None
    while State(project.state) is not State.DESIGNED:
        step = TRANSITIONS[NEXT[State(project.state)]]
        move(project, step, by=by.person, now=NOW, organisation=organisation, decision=None)
    return project


def stated(
    project: Project, criterion: str, by: Actor, papers: Iterable[str] = (), *, value: bool = True
) -> None:
    """A plain declaration about the project."""
    evidence = [(name, making.paper(name, project.jurisdiction, by)) for name in papers]
    projects.declare(
        project,
        criterion=criterion,
        value=value,
        adopted=making.today(),
        evidence=evidence,
        by=by,
        on=making.DAY,
    )


def consulted(project: Project, by: Actor) -> None:
    """Closing the consultation on the scheme files this."""
    paper = making.paper("征求意见记录", project.jurisdiction, by)
    projects.file_criteria(
        project,
        criteria=["QD-C-consulted"],
        adopted=making.today(),
        by=by,
        on=making.DAY,
        evidence=[("征求意见记录", paper)],
    )


def qingdao_project(town: Town, people: People, name: str = "河清路二小区") -> Project:
    """DESIGNED, both plans filed; the consultation is not."""
    row = making.eligible(town.places[making.COMMUNITY], people, name)
    made = making.project([row], people.qd_street)
    making.item(made, row, people.qd_street)
    designed(made, people.qd_housing)
    stated(made, "QD-C-plans", people.qd_district, ("实施方案", "资金筹措方案"))
    return made


def convened(project: Project, by: Actor, *, review: str = QD, days: int = 5, **more: Any) -> ReviewRound:
    """A round with so many working days."""
    return services.convene(project, review=review, working_days=days, by=by, now=NOW, **more)


def reviewer(one: ReviewRound, key: str) -> Reviewer:
    """The reviewer of the round by its actor, or by its name."""
    return next(row for row in one.reviewers.all() if row.key == key)


def say(one: ReviewRound, key: str, by: Actor, opinion: str = "agree", **more: Any) -> ReviewOpinion:
    """One opinion, signed today."""
    given: dict[str, Any] = {"signed_on": NOW.date(), "signer": "王处长", "by": by, "now": NOW} | more
    return services.give_opinion(reviewer(one, key), opinion=opinion, **given)


def qingdao_agrees(one: ReviewRound, people: People, *, without: Sequence[str] = (), **more: Any) -> None:
    """The four departments agree."""
    for login in MEMBERS:
        by = getattr(people, login)
        actor = by.seats[0].organisation.actor
        if actor not in without:
            say(one, actor, by, **more)


ZHEJIANG_ACTORS = (
    *("ndrc", "finance", "land", "police", "urban", "fire"),
    *("power", "water", "gas", "telecom", "cable", "tower"),
)
"""All but the residents."""
ZHEJIANG_LOGINS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "zj-lead": (("lead",), "clerk", "330102"),
    **{f"zj-{actor}": ((actor,), "department", "330102") for actor in ZHEJIANG_ACTORS},
    "zj-admin": ((), "system-administrator", ""),
}


def zhejiang() -> Town:
    """The province with one county's lead department and the twelve other units."""
    return found_town("zhejiang", "浙江省", ZHEJIANG_LOGINS, adopted=date(2023, 1, 1))


def zhejiang_project(town: Town) -> Project:
    """DESIGNED with its scheme on file, in the first community of the county."""
    lead = town.actors["zj-lead"]
    county = town.places["330102"]
    place = max(
        (p for p in town.places.values() if p.path.startswith(county.path)), key=lambda p: len(p.path)
    )
    row: Neighbourhood = making.neighbourhood(place, lead, "八大湖小区")
    made = making.project([row], lead)
    making.item(made, row, lead, id_=making.today().rulebook.rows("items")[0].id)
    projects.correct(made, revision=made.revision, values={"off_standard": False}, by=lead)
    designed(made, lead)
    stated(made, "ZJ-C-scheme", lead, ("改造方案", "工程概算"))
    return made


def zhejiang_agrees(one: ReviewRound, town: Town, *, without: Sequence[str] = ()) -> None:
    """Six departments, six utilities, and one resident for whom the lead department records."""
    for actor in ZHEJIANG_ACTORS:
        if actor not in without:
            say(one, actor, town.actors[f"zj-{actor}"])
    if "reps" not in without:
        lead = town.actors["zj-lead"]
        paper = making.paper("居民代表意见", one.project.jurisdiction, lead)
        say(one, "reps", lead, document=paper)
