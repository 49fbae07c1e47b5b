"""The pages of reviews: convening, speaking, papers, concluding; nothing typed is lost, lists ask no more for more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from approvals.models import ReviewOpinion, ReviewRound
from approvals.review import services
from communities.people.rights import Actor
from projects.models import Project
from tests.approvals.review import making
from tests.cast import People, Town

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]


def address(name: str, tenant: str = "qingdao", **kwargs: object) -> str:
    return reverse(name, kwargs={"tenant": tenant, **kwargs})


@pytest.fixture
def today(project: Project, people: People) -> ReviewRound:
    """A round convened on the day on which the page is opened."""
    return services.convene(
        project, review=making.QD, working_days=5, by=people.qd_housing, now=timezone.now()
    )


def test_convening_previews_the_day_then_convenes(
    project: Project, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_housing)
    tab = client.get(address("project_reviews", pk=project.pk)).content.decode()
    page = address("review_convene", pk=project.pk, review=making.QD)
    assert page in tab
    assert "二(七)2" in tab
    typed = {"working_days": "5", "note": "请按时回复", "added": "民政局\n", "fast_track": ""}
    seen = client.post(page, {**typed, "preview": "1"}).content.decode()
    assert "意见截止" in seen
    assert "请按时回复" in seen
    assert not ReviewRound.objects.exists()
    missing = client.post(page, {**typed, "working_days": ""}).content.decode()
    assert "请填写意见时限" in missing
    assert "请按时回复" in missing
    client.post(page, typed)
    one = ReviewRound.objects.get()
    assert [row.name for row in one.reviewers.filter(is_added=True)] == ["民政局"]


def test_before_the_consultation_the_tab_says_what_is_missing(
    town: Town, people: People, client_of: Browser
) -> None:
    project = making.qingdao_project(town, people)
    client = client_of(people.qd_housing)
    seen = client.get(address("project_reviews", pk=project.pk)).content.decode()
    assert "已征求居民、物业及产权单位意见" in seen
    page = address("review_convene", pk=project.pk, review=making.QD)
    assert page not in seen
    refused = client.post(page, {"working_days": "5", "note": "保留这句话", "added": ""}).content.decode()
    assert "召集之前的条件还没有齐备" in refused
    assert "保留这句话" in refused


def test_an_opinion_is_given_and_a_refused_one_keeps_what_was_typed(
    today: ReviewRound, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_planning)
    listed = client.get(address("review_list")).content.decode()
    assert address("review_detail", pk=today.pk) in listed
    reviewer = making.reviewer(today, "d-planning")
    page = address("review_opinion", pk=today.pk, reviewer=reviewer.pk)
    assert page in client.get(address("review_detail", pk=today.pk)).content.decode()
    typed = {"opinion": "disagree", "signer": "王处长", "signed_on": f"{today.convened_on}"}
    refused = client.post(page, {**typed, "conditions": "保留绿地"}).content.decode()
    assert "不同意的须写明理由" in refused
    assert "保留绿地" in refused
    client.post(page, {**typed, "reason": "占用绿地"})
    assert ReviewOpinion.objects.get().reason == "占用绿地"
    assert client_of(people.qd_finance).post(page, typed).status_code == 403


def test_a_unit_without_a_login_is_recorded_with_its_paper(
    project: Project, people: People, client_of: Browser
) -> None:
    one = services.convene(
        project,
        review=making.QD,
        working_days=5,
        added=["民政局"],
        by=people.qd_housing,
        now=timezone.now(),
    )
    page = address("review_opinion", pk=one.pk, reviewer=making.reviewer(one, "民政局").pk)
    client = client_of(people.qd_street)
    typed = {"opinion": "agree", "signer": "赵科长", "signed_on": f"{one.convened_on}"}
    assert "须附签字或盖章的原件" in client.post(page, typed).content.decode()
    paper = SimpleUploadedFile("意见.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(page, {**typed, "document": paper})
    made = ReviewOpinion.objects.get()
    assert (made.is_recorded, made.organisation.actor) == (True, "street")
    assert made.document is not None


def test_the_papers_and_the_conclusion_by_the_page(
    today: ReviewRound, people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_housing)
    detail, conclude = address("review_detail", pk=today.pk), address("review_conclude", pk=today.pk)
    waiting = client.post(conclude, {"text": "同意实施", "result": ""}).content.decode()
    assert "还不能作出结论" in waiting
    assert "同意实施" in waiting
    output = address("review_output", pk=today.pk, output=today.outputs.get().pk)
    client.post(output, {"field_0": "批准", "number": "青住建审〔2026〕3号"})
    planning = making.reviewer(today, "d-planning")
    client.post(address("review_attendance", pk=today.pk), {f"came_{planning.pk}": "2"})
    for login in making.MEMBERS:
        by = getattr(people, login)
        row = making.reviewer(today, by.seats[0].organisation.actor)
        services.give_opinion(
            row, opinion="agree", signed_on=today.convened_on, signer="王", by=by, now=timezone.now()
        )
    seen = client.get(detail).content.decode()
    assert "结论：通过" in seen
    assert "青住建审〔2026〕3号" in seen
    client.post(conclude, {"text": "同意实施", "result": "approved"})
    today.refresh_from_db()
    assert (today.state, today.attended) == ("approved", {"d-planning": 2})
    again = client.post(conclude, {"text": "再来", "result": "approved"}, follow=True).content.decode()
    assert "已经结束" in again
    document = today.outputs.get().document
    assert document is not None
    assert address("document_download", pk=document.pk) in client.get(detail).content.decode()
    assert "同意实施" in client.get(address("review_print", pk=today.pk)).content.decode()


def test_the_green_channel_is_shown_as_not_applying(
    project: Project, people: People, client_of: Browser
) -> None:
    making.stated(project, "QD-C-noland", people.qd_planning)
    making.stated(project, "QD-C-nopollution", people.qd_district, value=False)
    one = making.convened(project, people.qd_housing, fast_track=True)
    seen = client_of(people.qd_finance).get(address("review_detail", pk=one.pk)).content.decode()
    assert "不适用" in seen
    assert "不新增污染物排放（不符合）" in seen


@pytest.mark.parametrize("tab", ["mine", "asked", "all"])
def test_the_lists_ask_as_many_queries_for_many_rounds(
    town: Town, people: People, client_of: Browser, tab: str
) -> None:
    client, numbers = client_of(people.qd_housing), []
    for wanted in (1, 4):
        while (made := ReviewRound.objects.count()) < wanted:
            project = making.qingdao_project(town, people, f"河清路{made}小区")
            making.consulted(project, people.qd_street)
            making.convened(project, people.qd_housing)
        with CaptureQueriesContext(connection) as asked:
            seen = client.get(address("review_list"), {"tab": tab}).content.decode()
        assert seen.count("/reviews/") >= wanted
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_filters_and_lateness(one: ReviewRound, people: People, client_of: Browser) -> None:
    client, page = client_of(people.qd_reform), address("review_list")
    assert one.project.name in client.get(page, {"tab": "all", "state": "open"}).content.decode()
    assert "没有符合条件的审查" in client.get(page, {"tab": "all", "state": "refused"}).content.decode()
    assert one.project.name in client.get(page, {"tab": "all", "place": "370202"}).content.decode()
    assert one.project.name not in client.get(page, {"tab": "all", "place": "370203"}).content.decode()
    ReviewRound.objects.filter(pk=one.pk).update(
        convened_on=timezone.localdate() - timedelta(days=30),
        due_on=timezone.localdate() - timedelta(days=20),
    )
    assert "逾期" in client.get(page, {"tab": "mine"}).content.decode()


def test_a_stranger_finds_nothing(one: ReviewRound, people: People, client_of: Browser, wulong: Town) -> None:
    client = client_of(people.wl_housing)
    assert client.get(address("review_detail", pk=one.pk)).status_code == 404
    assert client.get(address("review_detail", "wulong", pk=one.pk)).status_code == 404


def test_a_list_without_rounds_says_so(wulong: Town, people: People, client_of: Browser) -> None:
    page, client = address("review_list", "wulong"), client_of(people.wl_housing)
    assert "没有等您出具意见的审查" in client.get(page).content.decode()
    assert "还没有审查" in client.get(page, {"tab": "all"}).content.decode()
