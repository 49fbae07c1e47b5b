"""Pages of money: what a clerk sees, types, is told; queries that do not grow."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from communities.people.rights import Actor
from funding.models import Award, CostShare, FundingSource, Movement
from projects.models import Project
from tests.cast import People, Town
from tests.funding import money
from tests.projects import making

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
PDF = b"%PDF-1.4\n%%EOF\n"


def url(project: Project, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"tenant": project.tenant.code, "pk": project.pk, **more})


@pytest.fixture
def project(qingdao: Town, people: People) -> Project:
    with qingdao.entered():
        return money.qingdao_project(qingdao, people, "200000.00", "0.01")


def typed(**percents: str) -> dict[str, str]:
    return {f"percent_{payer}": percent for payer, percent in percents.items()} | {"revision": "0"}


def test_the_page_says_what_is_missing_and_leads_there(
    project: Project, people: People, client_of: Browser
) -> None:
    page = client_of(people.qd_street).get(url(project, "project_money")).content.decode()
    assert "类别待定" not in page
    assert "请填写完善类各方出资比例" in page
    assert url(project, "project_share", rule="QD-S-improvement") in page
    assert "由居民承担部分改造费用" in page


def test_a_wrong_sum_is_told_and_nothing_typed_is_lost(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    client = client_of(people.qd_street)
    where = url(project, "project_share", rule="QD-S-improvement")
    answer = client.post(where, typed(residents="20", government="70") | {"basis": "会议纪要3号"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "合计90%，应为100%" in page
    for kept in ('value="20"', 'value="70"', 'value="会议纪要3号"', "本次填写合计 90%"):
        assert kept in page
    answer = client.post(where, typed(residents="20", government="80"))
    assert answer.status_code == 302
    page = client.get(url(project, "project_money")).content.decode()
    assert "160,000.01" in page
    with qingdao.entered():
        assert CostShare.objects.get().entered_by == people.qd_street.person


def test_a_stale_form_is_told_and_may_be_sent_again(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    client, where = client_of(people.qd_street), url(project, "project_share", rule="QD-S-improvement")
    client.post(where, typed(residents="20", government="80"))
    page = client.post(where, typed(residents="30", government="70")).content.decode()
    assert "刚被他人修改过" in page
    assert 'value="30"' in page
    assert 'name="revision" value="1"' in page
    assert client.post(where, typed(residents="30", government="70") | {"revision": "1"}).status_code == 302
    with qingdao.entered():
        assert CostShare.objects.get().revision == 2


def test_a_rule_that_is_not_there_is_not_found(project: Project, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)
    assert client.get(url(project, "project_share", rule="class:nonsense")).status_code == 404
    assert client.get(url(project, "project_award", rule="QD-U-lift")).status_code == 404
    assert client.get(url(project, "movement_add", source=1, kind="gift")).status_code == 404


def test_money_is_planned_comes_is_paid_and_countered(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    client = client_of(people.qd_street)
    values = {"channel": "award", "payer": "city", "planned": "1000", "giver": "市财政局", "note": ""}
    assert client.post(url(project, "source_add"), values).status_code == 302
    with qingdao.entered():
        source = FundingSource.objects.get()
    arrive = url(project, "movement_add", source=source.pk, kind="arrival")
    key = {"key": "7b3ef9f4-2f57-4b39-8a4f-5b7a9f8a1c11"}
    entry = {"amount": "1200", "on": "2026-11-20", "party": "市财政局", "voucher": "收-1"}
    proof = SimpleUploadedFile("回单.pdf", PDF)
    assert client.post(arrive, entry | key | {"paper": proof}).status_code == 302
    assert client.post(arrive, entry | key).status_code == 302  # the second click
    pay = url(project, "movement_add", source=source.pk, kind="payment")
    other = {"key": "7b3ef9f4-2f57-4b39-8a4f-5b7a9f8a1c12"}
    refused = client.post(pay, entry | other | {"amount": "1200.01"})
    assert "最多还可支付 1,200.00 元" in refused.content.decode()
    assert 'value="1200.01"' in refused.content.decode()
    assert client.post(pay, entry | other | {"amount": "300"}).status_code == 302
    with qingdao.entered():
        assert [m.amount for m in Movement.objects.order_by("id")] == [Decimal(1200), Decimal(300)]
        arrival, payment = Movement.objects.order_by("id")
        assert arrival.paper is not None
    told = client.post(
        url(project, "movement_counter", movement=arrival.pk), {"reason": "重复", "on": "2026-11-21"}
    )
    assert "请先冲销相应的支付" in told.content.decode()
    done = client.post(
        url(project, "movement_counter", movement=payment.pk), {"reason": "收款人错", "on": "2026-11-21"}
    )
    assert done.status_code == 302
    page = client.get(url(project, "source_detail", source=source.pk)).content.decode()
    assert "已冲销" in page
    assert "-300.00" in page
    assert "收款人错" in page
    whole = client.get(url(project, "project_money")).content.decode()
    assert "超计划 200.00" in whole


def test_a_refused_source_keeps_no_paper(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    client = client_of(people.qd_street)
    values = {"channel": "bond", "payer": "residents", "planned": "1"}
    page = client.post(url(project, "source_add"), values | {"paper": SimpleUploadedFile("方案.pdf", PDF)})
    assert "出资方应为政府、市级、区级" in page.content.decode()
    page = client.post(url(project, "source_add"), values | {"payer": "city"})
    assert "须附《预期收益与融资平衡方案》" in page.content.decode()
    done = client.post(
        url(project, "source_add"), values | {"payer": "city", "paper": SimpleUploadedFile("方案.pdf", PDF)}
    )
    assert done.status_code == 302
    with qingdao.entered():
        made = FundingSource.objects.get()
        assert made.paper is not None
        assert made.paper.kind == "预期收益与融资平衡方案"


def test_a_source_is_changed_and_dropped(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    with qingdao.entered():
        source = money.source(project, people.qd_street)
    client, where = client_of(people.qd_street), url(project, "source_edit", source=source.pk)
    values = {"planned": "5.50", "giver": "市财政局", "revision": "1"}
    assert client.post(where, values).status_code == 302
    assert "刚被他人修改过" in client.post(where, values | {"planned": "6"}).content.decode()
    assert client.post(where, {"act": "drop"}).status_code == 302
    with qingdao.entered():
        assert not FundingSource.objects.exists()


def test_the_department_awards_on_the_page(wulong: Town, people: People, client_of: Browser) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people)
        for lift in lifts:
            money.about_lift(lift, "WL-C-selffund", people.wl_street, "自筹资金协议")
            money.about_lift(lift, "WL-C-liftok", people.wl_planning, "审批文件")
        where = url(project, "project_award_item", rule="WL-U-lift", item=lifts[0].works_item_id)
    page = client_of(people.wl_street).get(where).content.decode()
    assert "160,000.00" in page
    assert "核定这项补助" not in page
    assert client_of(people.wl_street).post(where, {"note": ""}).status_code == 403
    done = client_of(people.wl_housing).post(where, {"document_no": "武建〔2026〕8号", "note": ""})
    assert done.status_code == 302
    with wulong.entered():
        assert Award.objects.get().amount == Decimal("160000.00")
    assert "武建〔2026〕8号" in client_of(people.wl_housing).get(where).content.decode()


def test_the_sheets_carry_the_split(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    with qingdao.entered():
        money.share(project, people.qd_street, residents="20", government="80")
        money.source(project, people.qd_street, note="=1+1")
    answer = client_of(people.qd_street).get(url(project, "project_money_file"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["分项", "按分类", "按小区", "按出资方", "按来源"]
    road = [cell.value for cell in book["分项"][2]]
    assert road[4:7] == [200000, 160000, 40000]
    assert book["按来源"]["H2"].value == "=1+1"
    assert book["按来源"]["H2"].data_type == "s"


def test_paper_and_list_are_shown(
    project: Project, people: People, client_of: Browser, qingdao: Town
) -> None:
    with qingdao.entered():
        money.arrive(money.source(project, people.qd_street), "75.00", people.qd_street)
    client = client_of(people.qd_street)
    assert "资金分担表" in client.get(url(project, "project_money_print")).content.decode()
    where = reverse("money_list", kwargs={"tenant": "qingdao"})
    page = client.get(where, {"kind": "fiscal"}).content.decode()
    assert project.name in page
    assert "上限，比例未全定" in page
    assert "没有符合条件的项目" in client.get(where, {"kind": "bond"}).content.decode()
    sheet = client.get(reverse("money_file", kwargs={"tenant": "qingdao"}))
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)  # type: ignore[union-attr]
    assert rows[1][8:11] == (100000, 75, 0)


def test_queries_do_not_grow_with_projects_and_items(
    project: Project,
    people: People,
    client_of: Browser,
    qingdao: Town,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    client = client_of(people.qd_street)
    with qingdao.entered():
        for number in range(2, 5):
            other = making.project(
                [making.eligible(qingdao.places[making.COMMUNITY], people, f"河清路{number}号院")],
                people.qd_street,
            )
            row = other.memberships.get().neighbourhood
            for id_ in ("road", "green", "heat", "gas"):
                money.item(other, row, people.qd_street, id_, "100.00")
            money.source(other, people.qd_street)
    with django_assert_max_num_queries(20):
        client.get(reverse("money_list", kwargs={"tenant": "qingdao"}))
    with django_assert_max_num_queries(35):
        client.get(url(project, "project_money"))
    with django_assert_max_num_queries(35):
        client.get(url(other, "project_money"))
