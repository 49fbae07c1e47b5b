"""Versions of the scheme: numbered, sealed by their files, unchangeable; consulted upon and displayed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from communities.people.rights import Refused
from projects import services
from projects.enums import Party, State
from projects.errors import NotPossible
from projects.models import Consultation, Project, ProjectDeclaration, ProjectPaper, Scheme
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    row = making.eligible(town.places[making.COMMUNITY], people)
    return making.at(making.project([row], people.qd_street), State.PLANNED)


@pytest.fixture
def asked(project: Project, people: People) -> Consultation:
    """A consultation on the first version."""
    scheme = making.scheme(project, people.qd_district)
    return making.consultation(project, people.qd_street, "scheme", scheme=scheme)


def close(row: Consultation, people: People, **more: object) -> Consultation:
    papers = [("征求意见记录", making.paper("征求意见记录", row.project.jurisdiction, people.qd_street))]
    given = {"outcome": "增加了晾衣架", "evidence": papers, "by": people.qd_street} | more
    return services.close_consultation(row, adopted=making.today(), on=making.DAY, **given)


# Versions


def test_digest_seals_the_numbered_list_of_files(project: Project, people: People) -> None:
    papers = [
        (name, making.paper(name, project.jurisdiction, people.qd_street)) for name in ("实施方案", "图")
    ]
    made = services.file_scheme(project, summary="要点", papers=papers, by=people.qd_street, now=making.NOW)
    lines = "\n".join(f"{number} {document.sha256}" for number, (_, document) in enumerate(papers, start=1))
    assert made.digest == hashlib.sha256(lines.encode()).hexdigest()
    assert [paper.name for paper in made.papers.order_by("id")] == ["实施方案", "图"]


def test_second_version_says_what_was_changed_and_differs(project: Project, people: People) -> None:
    first = making.scheme(project, people.qd_street)
    with pytest.raises(NotPossible, match="修改说明"):
        making.scheme(project, people.qd_street, content=b"2")
    with pytest.raises(NotPossible, match="完全相同"):
        making.scheme(project, people.qd_street, changes="没有改")
    second = making.scheme(project, people.qd_street, content=b"2", changes="加了晾衣架")
    assert (first.number, second.number) == (1, 2)


def test_a_version_may_take_a_file_over_from_the_last(project: Project, people: People) -> None:
    first = making.scheme(project, people.qd_street)
    kept = [(paper.name, paper.document) for paper in first.papers.all()]
    new = ("图", making.paper("图", project.jurisdiction, people.qd_street))
    second = services.file_scheme(
        project, summary="要点", changes="加图", papers=[*kept, new], by=people.qd_street, now=making.NOW
    )
    assert {paper.name for paper in second.papers.all()} == {"实施方案", "图"}
    assert first.papers.count() == 1


@pytest.mark.parametrize("what", ["scheme", "paper"])
def test_database_refuses_to_change_or_delete_a_version(project: Project, people: People, what: str) -> None:
    scheme = making.scheme(project, people.qd_street)
    rows = Scheme.objects.filter(pk=scheme.pk) if what == "scheme" else scheme.papers.all()
    change = {"summary": "改过"} if what == "scheme" else {"name": "改过"}
    for write in (lambda: rows.update(**change), rows.delete):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            write()


@pytest.mark.parametrize("state", [State.PROPOSED, State.APPROVED, State.BUILDING])
def test_no_version_before_the_pool_or_after_the_review(town: Town, people: People, state: State) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    project = making.at(making.project([row], people.qd_street), state)
    with pytest.raises(NotPossible, match="不能上传方案"):
        making.scheme(project, people.qd_street)


def test_another_district_files_no_version(project: Project, people: People, town: Town) -> None:
    other = next(p for p in town.places.values() if p.code.startswith("370203") and p.level == "street")
    Project.objects.filter(pk=project.pk).update(jurisdiction=other, path=other.path)
    project.memberships.all().delete()
    project.refresh_from_db()
    with pytest.raises(Refused):
        making.scheme(project, people.qd_street)


# Asking the groups: S11


def test_scheme_consultation_stays_open_until_every_group_of_the_review_is_heard(
    asked: Consultation, people: People
) -> None:
    assert services.groups_to_consult(making.today()) == [Party.RESIDENTS, Party.PROPERTY, Party.UTILITY]
    for party in ("residents", "property"):
        making.opinion(asked, people.qd_street, party)
    with pytest.raises(NotPossible, match="管线及产权单位"):
        close(asked, people)
    assert not ProjectDeclaration.objects.exists()
    making.opinion(asked, people.qd_street, "utility")
    closed = close(asked, people)
    (filed,) = ProjectDeclaration.objects.filter(project=asked.project)
    assert (closed.closed_on, filed.criterion, filed.value) == (making.DAY, "QD-C-consulted", True)
    assert {e.name for e in filed.evidence.all()} == {"征求意见记录"}
    assert ProjectPaper.objects.get(consultation=closed).name == "征求意见记录"


def test_scheme_consultation_stays_open_while_an_objection_has_no_answer(
    asked: Consultation, people: People
) -> None:
    for party in ("residents", "property", "utility"):
        making.opinion(asked, people.qd_street, party)
    against = making.opinion(asked, people.qd_street, "residents", "disagree", "不要占绿地")
    with pytest.raises(NotPossible, match="没有答复"):
        close(asked, people)
    services.answer_opinion(against, is_adopted=True, answer="改到空地", by=people.qd_street, now=making.NOW)
    assert close(asked, people).closed_on == making.DAY


def test_close_without_the_paper_of_the_rulebook_writes_nothing(asked: Consultation, people: People) -> None:
    for party in ("residents", "property", "utility"):
        making.opinion(asked, people.qd_street, party)
    with pytest.raises(NotPossible, match="征求意见记录"):
        close(asked, people, evidence=[])
    asked.refresh_from_db()
    assert asked.closed_on is None


def test_close_is_refused_to_whom_the_rulebook_does_not_name(asked: Consultation, people: People) -> None:
    for party in ("residents", "property", "utility"):
        making.opinion(asked, people.qd_street, party)
    paper = making.paper("征求意见记录", asked.project.jurisdiction, people.qd_housing)
    with pytest.raises(Refused, match="街道"):
        close(asked, people, by=people.qd_housing, evidence=[("征求意见记录", paper)])


def test_second_to_close_is_told(asked: Consultation, people: People) -> None:
    for party in ("residents", "property", "utility"):
        making.opinion(asked, people.qd_street, party)
    seen = Consultation.objects.get(pk=asked.pk)
    close(asked, people)
    with pytest.raises(NotPossible, match="已于"):
        close(seen, people)
    with pytest.raises(NotPossible, match="已于"):
        making.opinion(seen, people.qd_street, "residents")


def test_objection_says_why_and_scheme_consultation_names_its_version(
    asked: Consultation, people: People
) -> None:
    with pytest.raises(NotPossible, match="写明意见"):
        making.opinion(asked, people.qd_street, "residents", "disagree")
    with pytest.raises(NotPossible, match="哪一版"):
        making.consultation(asked.project, people.qd_street, "scheme")
    with pytest.raises(NotPossible, match="正在进行"):
        making.consultation(asked.project, people.qd_street, "scheme", scheme=asked.scheme)


def test_asking_for_needs_waits_for_no_group_and_files_what_the_community_states(
    project: Project, people: People
) -> None:
    row = making.consultation(project, people.qd_street, "before")
    paper = making.paper("问需记录", project.jurisdiction, people.qd_community)
    with pytest.raises(Refused):
        close(row, people)
    close(row, people, by=people.qd_community, evidence=[("问需记录", paper)])
    assert ProjectDeclaration.objects.get().criterion == "QD-C-need"


# Display


def test_display_ends_only_after_its_last_day(project: Project, people: People) -> None:
    display = services.post_display(
        project,
        place="小区南门",
        from_on=making.DAY - timedelta(days=7),
        to_on=making.DAY,
        by=people.qd_street,
        now=making.NOW,
    )
    end = {"outcome": "没有异议", "adopted": making.today(), "by": people.qd_street}
    with pytest.raises(NotPossible, match="期满"):
        services.end_display(display, on=making.DAY, **end)
    ended = services.end_display(display, on=making.DAY + timedelta(days=1), **end)
    assert ended.ended_on == making.DAY + timedelta(days=1)
    with pytest.raises(NotPossible, match="已于"):
        services.end_display(display, on=making.DAY + timedelta(days=1), **end)
