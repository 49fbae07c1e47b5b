"""Third-party evaluation: sealed by the program and by the database, opened by publication, then final."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from communities.people.rights import Actor, Refused
from communities.records.queries import documents
from communities.rulebooks.queries import in_force
from communities.tenancy.context import as_person
from governance.evaluation import queries, services
from governance.evaluation.rights import third_party_assessments
from governance.models import EvaluationRound, EvaluationSheet, SheetContent, SheetPaper
from projects.errors import NotPossible
from projects.models import Assignment, Project, ProjectGrant
from projects.queries import visible
from projects.services import end_assignment
from tests.cast import TODAY, People, Town
from tests.governance.evaluation import making as evaluating
from tests.projects import making, outsiders

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


@dataclass
class Case:
    """Two evaluators of one project, and another project that nobody was given."""

    town: Town
    people: People
    project: Project
    other: Project
    first: Actor
    second: Actor
    round: EvaluationRound

    def path(self, sheet: EvaluationSheet, rest: str = "") -> str:
        return f"/qingdao/evaluations/{self.round.pk}/sheets/{sheet.pk}/{rest}"


@pytest.fixture
def case(qingdao: Town, people: People) -> Iterator[Case]:
    with qingdao.entered():
        rows = [
            making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, name)
            for name in ("听涛苑", "逍遥二路大院")
        ]
        making.make_eligible(rows, people)
        project, other = (making.project([row], people.qd_street) for row in rows)
        first = outsiders.outsider(qingdao, "qd-evaluator")
        second = outsiders.outsider(qingdao, "qd-second", unit="第二评价中心")
        made = evaluating.opened([project], [first, second], people.qd_city)
        yield Case(qingdao, people, project, other, first, second, made)


def test_rulebook_says_which_assessments_a_third_party_makes(qingdao: Town, wulong: Town) -> None:
    with qingdao.entered():
        assert [row.id for row in third_party_assessments(in_force(TODAY))] == [evaluating.ASSESSMENT]
    with wulong.entered():
        assert third_party_assessments(in_force(TODAY)) == []


def test_round_gives_its_evaluators_the_projects_and_no_other(case: Case) -> None:
    assert [row.pk for row in visible(case.first)] == [case.project.pk]
    assert EvaluationSheet.objects.filter(round=case.round).count() == 2
    assert Assignment.objects.get(person=case.first.person).ends_on == evaluating.DUE


def test_commissioning_body_alone_opens_names_and_publishes(case: Case) -> None:
    people = case.people
    for who in (people.qd_street, people.qd_district, people.qd_housing, people.qd_admin, case.first):
        with pytest.raises(Refused):
            evaluating.opened([case.other], [case.first], who)
        with pytest.raises(Refused):
            services.publish(case.round, by=who, now=making.NOW)
    with pytest.raises(NotPossible, match="已有"):
        services.name_evaluator(
            case.round,
            project=case.project,
            evaluator=outsiders.seat(case.first),
            adopted=making.today(),
            by=people.qd_leader,
            now=making.NOW,
        )


def test_scale_comes_from_the_body_with_its_basis_or_there_are_no_points(case: Case) -> None:
    city = case.people.qd_city
    for wrong in ({"basis": ""}, {"full_marks": None}, {"full_marks": Decimal(0)}):
        with pytest.raises(NotPossible, match="原文没有规定分值"):
            evaluating.opened([case.other], [case.first], city, **wrong)
    plain = evaluating.opened([case.other], [case.first], city, full_marks=None, basis="")
    sheet = evaluating.sheet(plain, case.first)
    with pytest.raises(NotPossible, match="没有设定分值"):
        evaluating.saved(sheet, case.first)
    evaluating.submitted(sheet, case.first, points="")
    own = evaluating.sheet(case.round, case.first)
    for points in ("100.01", "-1", "1.234", "NaN", "九十"):
        with pytest.raises(NotPossible, match="得分"):
            evaluating.saved(own, case.first, points)
    evaluating.saved(own, case.first, "100")


def test_sheet_is_its_evaluators_own_and_final_once_submitted(case: Case) -> None:
    own = evaluating.sheet(case.round, case.first)
    for who in (case.second, case.people.qd_city, case.people.qd_street):
        with pytest.raises(Refused):
            evaluating.saved(own, who)
    with pytest.raises(NotPossible, match="评价意见"):
        services.submit_sheet(own, by=case.first, now=making.NOW)
    evaluating.saved(own, case.first)
    with pytest.raises(NotPossible, match="另一窗口"):
        evaluating.saved(own, case.first, "60")
    services.submit_sheet(own, by=case.first, now=making.NOW)
    with pytest.raises(NotPossible, match="已经提交"):
        evaluating.saved(own, case.first, revision=1)
    with pytest.raises(ProgrammingError), transaction.atomic(), as_person(case.first.person_id):
        SheetContent.objects.update(findings="改")
    with pytest.raises(ProgrammingError), transaction.atomic():
        EvaluationSheet.objects.filter(pk=own.pk).update(state="draft", submitted_at=None)


def test_database_shows_a_sealed_sheet_to_its_evaluator_alone(case: Case) -> None:
    own = evaluating.sheet(case.round, case.first)
    evaluating.submitted(own, case.first)
    mine = SheetContent._base_manager.filter(sheet=own)

    def found() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM governance_sheetcontent")
            return int(cursor.fetchone()[0])

    assert (mine.count(), found()) == (0, 0)
    for other in (case.second, case.people.qd_city, case.people.qd_admin):
        with as_person(other.person_id):
            assert (mine.count(), found()) == (0, 0)
    with as_person(case.first.person_id):
        assert (mine.count(), found()) == (1, 1)
    with pytest.raises(ProgrammingError), transaction.atomic(), as_person(case.second.person_id):
        SheetContent.objects.create(sheet=own, evaluator=case.first.person, saved_at=making.NOW)


def test_documents_of_a_sealed_sheet_are_sealed_with_it(case: Case) -> None:
    people, own = case.people, evaluating.sheet(case.round, case.first)
    paper = making.paper("现场记录", case.project.jurisdiction, case.first)
    evaluating.submitted(own, case.first, papers=[paper])
    assert not documents(people.qd_city).filter(pk=paper.pk).exists()
    assert queries.paper_document(own, _paper(own, case.first), case.second) is None
    _finish(case)
    assert documents(people.qd_city).filter(pk=paper.pk).exists()
    assert queries.paper_document(own, _paper(own, case.first), case.second) == paper


def test_publication_opens_the_sheets_and_ends_the_assignments(case: Case) -> None:
    city, own = case.people.qd_city, evaluating.sheet(case.round, case.first)
    evaluating.submitted(own, case.first)
    with pytest.raises(NotPossible, match="没有提交"):
        services.publish(case.round, by=city, now=making.NOW)
    _finish(case)
    assert list(visible(case.first)) == []
    assert ProjectGrant.objects.count() == 0
    row = EvaluationRound.objects.get(pk=case.round.pk)
    for who, seen in ((case.first, 2), (case.second, 2), (city, 2), (case.people.qd_street, 2)):
        said = queries.said(queries.readable(row, who), who)
        assert [one.content.findings for one in said if one.content] == ["管网施工规范"] * seen
    designer = outsiders.outsider(case.town, "qd-designer", "designer")
    assert list(queries.rounds(designer)) == []
    with pytest.raises(ProgrammingError), transaction.atomic():
        EvaluationRound.objects.filter(pk=row.pk).update(title="改")


def test_draft_of_an_evaluator_dismissed_stays_closed_for_ever(case: Case) -> None:
    city = case.people.qd_city
    evaluating.submitted(evaluating.sheet(case.round, case.first), case.first)
    left = evaluating.sheet(case.round, case.second)
    evaluating.saved(left, case.second, findings="半份意见")
    end_assignment(left.assignment, reason="更换", by=city, now=making.NOW)
    with pytest.raises(Refused):
        evaluating.saved(left, case.second, revision=1)
    services.publish(case.round, by=city, now=making.NOW)
    row = EvaluationRound.objects.get(pk=case.round.pk)
    assert [one.pk for one in queries.readable(row, city)] == [evaluating.sheet(row, case.first).pk]
    with as_person(city.person_id):
        assert SheetContent.objects.filter(sheet=left).count() == 0


def test_sealed_sheet_is_no_page_for_anybody_else(case: Case, client_of: Browser) -> None:
    own = evaluating.sheet(case.round, case.first)
    evaluating.saved(own, case.first)
    detail = f"/qingdao/evaluations/{case.round.pk}/"
    for who in (case.second, case.people.qd_city, case.people.qd_street):
        browser = client_of(who)
        assert browser.get(case.path(own)).status_code == 404
        assert browser.post(case.path(own), {"revision": 1, "findings": "替写"}).status_code == 404
        assert browser.post(case.path(own, "submit/")).status_code == 404
        assert browser.get(case.path(own, "papers/1/")).status_code == 404
        page = browser.get(detail)
        assert page.status_code == 200
        assert "管网施工规范" not in page.text
        assert "87.5" not in page.text
    assert case.first.person.name in client_of(case.people.qd_city).get(detail).text
    assert case.first.person.name not in client_of(case.second).get(detail).text
    assert client_of(case.people.qd_admin).get(detail).status_code == 404


def test_evaluator_writes_submits_and_reads_on_pages(case: Case, client_of: Browser) -> None:
    own, browser = evaluating.sheet(case.round, case.first), client_of(case.first)
    desk = browser.get("/qingdao/").text
    assert "填写评价表" in desk
    assert case.project.name in desk
    assert case.project.name in browser.get("/qingdao/my-projects/").text
    typed = {"revision": "0", "grade_0": "良", "points_0": "870", "findings": "道路平整度不足"}
    again = browser.post(case.path(own), typed)
    assert "0 到 100 之间" in again.text
    assert "道路平整度不足" in again.text
    file = SimpleUploadedFile("现场.pdf", b"%PDF-1.4\n%%EOF\n")
    assert browser.post(case.path(own), {**typed, "points_0": "87", "document": file}).status_code == 302
    page = browser.get(case.path(own))
    assert "现场.pdf" in page.text
    address = case.path(own, f"papers/{_paper(own, case.first)}/")
    assert browser.get(address).status_code == 200
    assert browser.post(case.path(own, "submit/")).status_code == 302
    assert "已提交" in browser.get(case.path(own)).text
    evaluating.submitted(evaluating.sheet(case.round, case.second), case.second)
    assert (
        client_of(case.people.qd_city).post(f"/qingdao/evaluations/{case.round.pk}/publish/").status_code
        == 302
    )
    for who in (case.second, case.people.qd_street):
        assert "道路平整度不足" in client_of(who).get(case.path(own)).text
        assert client_of(who).get(address).status_code == 200


def test_round_is_opened_on_a_page_and_foreign_rows_are_not_taken(case: Case, client_of: Browser) -> None:
    browser, page = client_of(case.people.qd_city), "/qingdao/evaluations/new/"
    assert "原文没有规定分值" in browser.get(page).text
    given = {
        "assessment": evaluating.ASSESSMENT,
        "title": "补充评价",
        "projects": [case.other.pk],
        "evaluators": [outsiders.seat(case.first).pk],
        "due_on": "2027-03-31",
    }
    clerk = outsiders.seat(case.people.qd_street)
    for wrong in ({"projects": [10**9]}, {"evaluators": [clerk.pk]}, {"assessment": "QD-A-1"}):
        assert browser.post(page, given | wrong).status_code == 200
    assert EvaluationRound.objects.count() == 1
    assert browser.post(page, given).status_code == 302
    assert client_of(case.people.qd_street).get(page).status_code == 403


def test_list_asks_the_same_for_one_round_and_for_three(case: Case, client_of: Browser) -> None:
    browser = client_of(case.first)
    browser.get("/qingdao/evaluations/")
    counter = _Counter()
    with connection.execute_wrapper(counter):
        browser.get("/qingdao/evaluations/")
    for _ in range(2):
        evaluating.opened([case.project, case.other], [case.first], case.people.qd_city)
    again = _Counter()
    with connection.execute_wrapper(again):
        browser.get("/qingdao/evaluations/")
    assert counter.asked == again.asked


class _Counter:
    """Counts statements."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Callable[..., object], *args: object) -> object:
        self.asked += 1
        return execute(*args)


def _paper(sheet: EvaluationSheet, of: Actor) -> int:
    with as_person(of.person_id):
        return int(SheetPaper.objects.get(sheet=sheet).pk)


def _finish(case: Case) -> None:
    """Whoever has not submitted does, and the city publishes."""
    for who in (case.first, case.second):
        one = evaluating.sheet(case.round, who)
        if one.state == "draft":
            evaluating.submitted(one, who)
    services.publish(case.round, by=case.people.qd_city, now=making.NOW)
