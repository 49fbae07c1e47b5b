"""The pages of a project's records: who finds them, what they ask, what they refuse and keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from approvals.gates import ask
from communities.models import Building
from communities.neighbourhoods import services as neighbourhoods
from communities.people.rights import Actor
from projects import queries, services
from projects.models import (
    Consultation,
    Dispute,
    Lift,
    Preparation,
    Project,
    ProjectDeclaration,
    ProjectNeighbourhood,
    ProjectPaper,
    Scheme,
)
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def building(town: Town, people: People) -> Building:
    row = making.eligible(town.places[making.COMMUNITY], people)
    (made,) = neighbourhoods.add_buildings(
        row, [{"name": "3号楼", "households": 312}], by=people.qd_street, now=making.NOW
    )
    return made


@pytest.fixture
def project(building: Building, people: People) -> Project:
    return making.at(making.project([building.neighbourhood], people.qd_street), "planned")


def pdf(name: str, content: bytes = b"1") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.4\n" + content + b"\n%%EOF\n", "application/pdf")


def page(project: Project, rest: str) -> str:
    return f"/qingdao/projects/{project.pk}/{rest}"


DAY = making.DAY.isoformat()


def test_scheme_is_consulted_upon_from_upload_to_close(
    project: Project, people: People, client_of: Browser
) -> None:
    """S11 by its pages: the utilities not heard, closing is refused; heard, it files QD-C-consulted."""
    street, district = client_of(people.qd_street), client_of(people.qd_district)
    form = district.get(page(project, "scheme/new/")).content.decode()
    assert ("实施方案" in form, "资金筹措方案" in form, "修改说明" in form) == (True, True, False)
    district.post(page(project, "scheme/new/"), {"summary": "道路和管网", "file_0": pdf("方案")})
    scheme = Scheme.objects.get()
    asked = {
        "kind": "scheme",
        "scheme": scheme.pk,
        "method": "座谈会",
        "opened_on": DAY,
        "due_on": DAY,
    }
    assert street.post(page(project, "consultations/new/"), asked).status_code == 302
    row = Consultation.objects.get()
    one = page(project, f"consultations/{row.pk}/")
    opinion = {"party": "residents", "who": "3号楼", "stance": "disagree", "said_on": DAY}
    refused = street.post(one, opinion).content.decode()
    assert "请写明意见" in refused
    assert "3号楼" in refused
    street.post(one, opinion | {"text": "不要占绿地"})
    street.post(one, opinion | {"party": "property", "stance": "agree"})
    close = {"outcome": "改到空地", "on": DAY, "file_0": pdf("征求意见记录")}
    kept = street.post(f"{one}close/", close).content.decode()
    assert ("还没有征求管线及产权单位的意见" in kept, "改到空地" in kept) == (True, True)
    street.post(one, opinion | {"party": "utility", "stance": "no_opinion"})
    unanswered = street.post(f"{one}close/", close | {"file_0": pdf("征求意见记录")}).content.decode()
    assert "没有答复" in unanswered
    said = row.opinions.get(stance="disagree")
    street.post(f"{one}opinions/{said.pk}/", {"is_adopted": "yes", "answer": "改到空地"})
    assert "请上传征求意见记录" in street.post(f"{one}close/", close | {"file_0": ""}).content.decode()
    assert not ProjectDeclaration.objects.exists()
    closed = street.post(f"{one}close/", close | {"file_0": pdf("征求意见记录")})
    assert closed.status_code == 302
    assert ProjectDeclaration.objects.get().criterion == "QD-C-consulted"
    assert "不要占绿地" in street.get(f"{one}print/").content.decode()
    assert "征求意见记录" in street.get(page(project, "papers/")).content.decode()


def test_next_version_takes_over_what_is_ticked_and_shows_the_difference(
    project: Project, people: People, client_of: Browser
) -> None:
    street = client_of(people.qd_street)
    address = page(project, "scheme/new/")
    street.post(address, {"summary": "要点", "file_0": pdf("方案"), "file_1": pdf("资金")})
    plan = ProjectPaper.objects.get(name="实施方案")
    kept = {"summary": "要点", "kept": [plan.document_id], "file_1": pdf("资金", b"2")}
    assert "请写明这一版改了什么" in street.post(address, kept).content.decode()
    street.post(address, kept | {"changes": "资金来源", "file_1": pdf("资金", b"2")})
    second = Scheme.objects.get(number=2)
    assert second.papers.filter(document=plan.document).exists()
    changes = {file.paper.name: file.change for file in queries.versions_of(project)[0].files}
    assert changes == {"实施方案": "same", "资金筹措方案": "changed"}
    assert "有改动" in street.get(page(project, "scheme/")).content.decode()


def test_preparation_page_says_what_is_open_and_takes_the_papers_of_the_rulebook(
    project: Project, people: People, client_of: Browser
) -> None:
    street, district = client_of(people.qd_street), client_of(people.qd_district)
    before = street.get(page(project, "preparation/")).content.decode()
    assert "招标、监理落实" in before.partition("实施主体")[0]
    district.post(page(project, "preparation/tender/new/"), {"title": "一标段", "on": DAY, "amount": "12.50"})
    row = Preparation.objects.get()
    conclude = page(project, f"preparation/{row.pk}/conclude/")
    assert street.get(conclude).status_code == 403
    form = district.get(conclude).content.decode()
    assert ("中标通知书" in form, "监理合同" in form) == (True, True)
    papers = {"on": DAY, "file_0": pdf("中标通知书")}
    assert "请上传监理合同" in district.post(conclude, papers).content.decode()
    assert ProjectPaper.objects.count() == 0
    papers = {"on": DAY, "file_0": pdf("中标通知书"), "file_1": pdf("监理合同")}
    assert district.post(conclude, papers).status_code == 302
    assert ProjectDeclaration.objects.get().criterion == "QD-C-tender"
    after = street.get(page(project, "preparation/")).content.decode()
    assert "招标、监理落实" not in after.partition("实施主体")[0]
    sent_on = street.get(page(project, "declare/QD-C-tender/"))
    assert sent_on["Location"] == page(project, "records/tender/")


def test_paper_on_the_file_is_chosen_instead_of_a_second_upload(
    project: Project, people: People, client_of: Browser
) -> None:
    district = client_of(people.qd_district)
    district.post(
        page(project, "scheme/new/"), {"summary": "要点", "file_0": pdf("方案"), "file_1": pdf("资金")}
    )
    filed = {p.name: p.document_id for p in ProjectPaper.objects.all()}
    declare = page(project, "declare/QD-C-plans/")
    assert "方案.pdf" in district.get(declare).content.decode()
    sent = district.post(
        declare,
        {"value": "yes", "on": DAY, "filed_0": filed["实施方案"], "filed_1": filed["资金筹措方案"]},
    )
    assert sent.status_code == 302
    assert ProjectDeclaration.objects.get().evidence.count() == 2
    assert ProjectPaper.objects.count() == 2


def test_many_items_are_declared_with_one_form(
    project: Project, building: Building, people: People, client_of: Browser
) -> None:
    items = [
        making.item(project, building.neighbourhood, people.qd_street, row.id)
        for row in making.today().rulebook.rows("items")[:3]
    ]
    utility = client_of(people.qd_utility)
    address = page(project, "items/declare/QD-C-linecare/")
    ticked = utility.get(f"{address}?item={items[1].pk}").content.decode()
    assert ticked.count("checked") == 1
    sent = {"value": "yes", "on": DAY, "file_0": pdf("协议"), "picked": [items[0].pk, items[1].pk]}
    assert utility.post(address, sent).status_code == 302
    assert {row.works_item for row in ProjectDeclaration.objects.all()} == set(items[:2])
    assert client_of(people.qd_street).get(address).status_code == 403


def test_lift_is_registered_declared_and_withdrawn(
    project: Project, building: Building, people: People, client_of: Browser
) -> None:
    lift_item = next(row.id for row in making.today().rulebook.rows("items") if row.concept == "lift")
    item = making.item(project, building.neighbourhood, people.qd_street, lift_item)
    street, housing = client_of(people.qd_street), client_of(people.qd_housing)
    made = street.post(
        page(project, "lifts/new/"), {"item": item.pk, "building": building.pk, "position": "2单元"}
    )
    lift = Lift.objects.get()
    assert made["Location"] == page(project, "items/")
    assert "2单元" in street.get(page(project, "items/")).content.decode()
    declared = housing.post(
        page(project, f"lifts/{lift.pk}/declare/QD-C-liftaward/"), {"value": "yes", "on": DAY}
    )
    assert declared.status_code == 302
    assert ProjectDeclaration.objects.get().lift == lift
    street.post(page(project, f"lifts/{lift.pk}/withdraw/"))
    lift.refresh_from_db()
    assert lift.is_withdrawn


def test_dispute_is_opened_declared_and_closed(project: Project, people: People, client_of: Browser) -> None:
    street, district = client_of(people.qd_street), client_of(people.qd_district)
    assert "没有争议" in street.get(page(project, "disputes/")).content.decode()
    raised = {"title": "停车位", "description": "一层不同意", "raised_on": DAY}
    street.post(page(project, "disputes/new/"), raised)
    dispute = Dispute.objects.get()
    declare = page(project, f"disputes/{dispute.pk}/declare/QD-C-risk/")
    papers = {"value": "yes", "on": DAY, "file_0": pdf("评估"), "file_1": pdf("预案")}
    assert district.post(declare, papers).status_code == 302
    assert street.get(declare).status_code == 403
    street.post(page(project, f"disputes/{dispute.pk}/close/"), {"resolution": "保留院墙", "on": DAY})
    again = street.post(page(project, f"disputes/{dispute.pk}/close/"), {"resolution": "又结", "on": DAY})
    assert "已于" in again.content.decode()
    assert "保留院墙" in street.get(page(project, "disputes/")).content.decode()


def every_page(project: Project, people: People, building: Building) -> list[str]:
    """One row behind every address of the room."""
    scheme = making.scheme(project, people.qd_street)
    row = making.consultation(project, people.qd_street, "scheme", scheme=scheme)
    said = making.opinion(row, people.qd_street, "residents")
    display = services.post_display(
        project,
        place="南门",
        from_on=making.DAY,
        to_on=making.DAY,
        by=people.qd_street,
        now=making.NOW,
    )
    begun = services.add_preparation(
        project, kind="clearing", title="院墙", on=making.DAY, by=people.qd_street, now=making.NOW
    )
    dispute = services.open_dispute(
        project, title="车位", description="x", raised_on=making.DAY, by=people.qd_street, now=making.NOW
    )
    paper = ProjectPaper.objects.get()
    return [
        page(project, rest)
        for rest in (
            "scheme/",
            "scheme/new/",
            "consultations/new/",
            f"consultations/{row.pk}/",
            f"consultations/{row.pk}/print/",
            f"consultations/{row.pk}/close/",
            f"consultations/{row.pk}/opinions/{said.pk}/",
            "displays/new/",
            f"displays/{display.pk}/end/",
            "preparation/",
            "preparation/tender/new/",
            f"preparation/{begun.pk}/conclude/",
            "parties/leader/",
            "disputes/",
            "disputes/new/",
            f"disputes/{dispute.pk}/close/",
            "papers/",
            f"papers/{paper.pk}/",
            "lifts/new/",
        )
    ]


def test_pages_open_to_the_district_and_are_not_there_for_strangers(
    project: Project, building: Building, people: People, client_of: Browser, wulong: Town, town: Town
) -> None:
    addresses = every_page(project, people, building)
    district, stranger = client_of(people.qd_district), client_of(people.wl_housing)
    closes_what_the_street_states = next(a for a in addresses if a.endswith("close/"))
    for address in addresses:
        expected = 403 if address == closes_what_the_street_states else 200
        assert district.get(address).status_code == expected, address
        assert stranger.get(address).status_code == 404, address
        assert stranger.get(address.replace("/qingdao/", "/wulong/")).status_code == 404, address
    other = next(p for p in town.places.values() if p.code.startswith("370203") and p.level == "street")
    Project.objects.filter(pk=project.pk).update(jurisdiction=other, path=other.path)
    ProjectNeighbourhood.objects.filter(project=project).delete()
    street = client_of(people.qd_street)
    for address in addresses:
        assert street.get(address).status_code == 404, address


def test_to_declare_leads_each_open_criterion_to_where_it_is_supplied(
    project: Project, building: Building, people: People
) -> None:
    making.item(project, building.neighbourhood, people.qd_street)
    adopted = making.today()
    found = {}
    for name in ("plan", "design", "approve", "ready", "start"):
        answer = ask(project, name, adopted=adopted, on=making.NOW.date()).answer
        for row in queries.to_declare(project, answer, adopted, people.qd_street):
            found[row.id] = row
    assert found["QD-C-consulted"].url == page(project, "scheme/")
    assert found["QD-C-consulted"].may_state
    assert found["QD-C-tender"].url == page(project, "preparation/")
    assert found["QD-C-tender"].act
    assert not found["QD-C-tender"].may_state
    assert found["QD-C-plans"].url == page(project, "declare/QD-C-plans/")
    assert (found["QD-C-plans"].answer, found["QD-C-plans"].is_stated) == ("undetermined", False)
