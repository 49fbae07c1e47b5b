"""The pages: who reads, who settles, what a refusal says, what is marked 演示, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people.rights import Actor
from communities.rulebooks import labels, queries, services
from communities.rulebooks.models import OverlayEntry, RulebookVersion
from policies.question import Question
from tests.cast import People, Town

BASE = "/qingdao/rulebook/"
NEW = f"{BASE}entries/new/"


@pytest.fixture
def admin(people: People, client_of: Callable[[Actor], Client]) -> Client:
    return client_of(people.qd_admin)


@pytest.fixture
def street(people: People, client_of: Callable[[Actor], Client]) -> Client:
    return client_of(people.qd_street)


@pytest.fixture
def inside(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def settle(by: Actor, path: str, value: Any, **more: Any) -> OverlayEntry:
    given = {"basis": "青改办〔2024〕1号", "reason": "", "effective_from": date(2024, 1, 1), **more}
    return services.settle(path=path, value=value, by=by, now=timezone.now(), **given)


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response
    return response.content.decode()


def test_rulebook_shows_its_document_and_cautions_that_its_period_is_over(street: Client) -> None:
    html = page(street, BASE)
    assert "青岛市" in html
    assert "文件所述期限已过" in html
    assert "国家法律法规中与老旧小区改造有关的规定" in html


def test_every_section_can_be_read(street: Client) -> None:
    for section, name in labels.SECTIONS.items():
        main = page(street, f"{BASE}1/{section}/").partition("<main")[2].partition("</main>")[0]
        assert name in main
        assert "{" not in main, f"no raw value reaches the page: {section}"


def test_section_without_rules_says_that_the_text_has_none(street: Client) -> None:
    html = page(street, f"{BASE}1/ballots/")
    assert "本文件没有此项规定" in html
    assert "民法典第二百七十八条" in html, "the layer answers, and is shown as the layer"


def test_clause_carries_quote_and_reading(street: Client) -> None:
    html = page(street, f"{BASE}1/reviews/")
    assert "实行联合审查" in html
    assert 'id="QD-R-1"' in html


def test_search_finds_by_words_of_the_text(street: Client) -> None:
    html = page(street, f"{BASE}?q=绿色通道")
    assert 'id="QD-R-1"' in html
    assert 'id="QD-G-reserve"' not in html
    assert "没有含“不存在的词”的条文" in page(street, f"{BASE}?q=不存在的词")


def test_unsettled_question_links_to_its_form_for_the_administrator_only(
    admin: Client, street: Client
) -> None:
    question = "加装电梯奖补的标准和条件是什么"
    link = "?path=QD-U-lift.amount"
    assert question in page(admin, f"{BASE}unsettled/")
    assert link in page(admin, f"{BASE}unsettled/")
    assert question in page(street, f"{BASE}unsettled/")
    assert link not in page(street, f"{BASE}unsettled/")


@pytest.mark.parametrize("login", ["qd_street", "qd_leader"])
def test_clerk_may_not_settle(people: People, client_of: Callable[[Actor], Client], login: str) -> None:
    clerk = client_of(getattr(people, login))
    for address in ("entries/choose/", "entries/new/?path=QD-U-lift.amount"):
        page(clerk, f"{BASE}{address}", 403)


def test_clerk_may_not_withdraw(inside: Town, street: Client, people: People) -> None:
    entry = settle(people.qd_admin, "item:gas.class", "basic")
    assert street.post(f"{BASE}entries/{entry.pk}/withdraw/", {"reason": "不要了"}).status_code == 403
    entry.refresh_from_db()
    assert entry.withdrawn_in is None


def test_stranger_finds_nothing_by_any_address(
    inside: Town, people: People, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    entry = settle(people.qd_admin, "item:gas.class", "basic")
    stranger = client_of(people.wl_admin)
    for address in ("", "1/", "1/criteria/", "unsettled/", "entries/", "versions/", "entries/choose/"):
        page(stranger, f"{BASE}{address}", 404)
    page(stranger, f"/wulong/rulebook/entries/{entry.pk}/withdraw/", 404)
    page(stranger, "/wulong/rulebook/2/", 404)


def test_settling_by_the_form_previews_then_publishes(admin: Client, inside: Town) -> None:
    typed = {
        "value": "８０,０００",
        "basis": "青财建〔2024〕7号",
        "reason": "",
        "effective_from": "2024-01-01",
    }
    url = f"{NEW}?path=QD-U-lift.amount"
    shown = admin.post(url, {**typed, "do": "preview"}).content.decode()
    assert "发布前核对" in shown
    assert "80000 元" in shown
    assert "青财建〔2024〕7号" in shown
    assert RulebookVersion.objects.count() == 1, "a preview publishes nothing"
    response = admin.post(url, {**typed, "do": "publish"})
    assert response.status_code == 302
    assert queries.in_force(date(2024, 1, 1)).overlay == {"QD-U-lift.amount": 80000}


def test_refusal_names_the_clause_and_keeps_what_was_typed(admin: Client, inside: Town) -> None:
    typed = {
        "value": ["d-housing"],
        "basis": "青改办〔2024〕9号",
        "reason": "精简",
        "effective_from": "2024-01-01",
    }
    html = admin.post(f"{NEW}?path=QD-R-1.reviewers", {**typed, "do": "publish"}).content.decode()
    assert "二(七)2" in html
    assert "不能去掉" in html
    assert "青改办〔2024〕9号" in html
    assert "精简" in html
    assert not OverlayEntry.objects.exists()


def test_missing_basis_is_said_at_the_field(admin: Client, inside: Town) -> None:
    typed = {"value": "5", "basis": "", "effective_from": "2024-01-01", "do": "publish"}
    html = admin.post(f"{NEW}?path=QD-R-1.fast_track.days", typed).content.decode()
    assert 'id="id_basis_error"' in html
    assert not OverlayEntry.objects.exists()


def test_unknown_path_is_sent_back_to_the_choice(admin: Client) -> None:
    response = admin.get(f"{NEW}?path=QD-Z-1.value", follow=True)
    assert response.redirect_chain[-1][0] == f"{BASE}entries/choose/"
    assert "QD-Z-1" in response.content.decode()


def test_every_open_path_has_a_form(admin: Client, inside: Town) -> None:
    for path in queries.in_force(timezone.localdate()).rulebook.open_paths():
        assert "取值" in page(admin, f"{NEW}?path={path}")


def test_demo_entry_is_marked_where_it_stands(admin: Client, inside: Town, people: People) -> None:
    settle(people.qd_admin, "item:gas.class", "basic", basis=services.DEMO_BASIS, is_demo=True)
    for address in ("entries/", "2/items/", "versions/"):
        assert "演示" in page(admin, f"{BASE}{address}"), address


def test_withdrawal_needs_a_reason_and_stays_on_the_list(admin: Client, inside: Town, people: People) -> None:
    entry = settle(people.qd_admin, "item:gas.class", "basic")
    url = f"{BASE}entries/{entry.pk}/withdraw/"
    assert admin.post(url, {"reason": ""}).status_code == 200
    assert admin.post(url, {"reason": "文件已废止"}).status_code == 302
    html = page(admin, f"{BASE}entries/")
    assert "文件已废止" in html


def test_comparison_shows_what_an_entry_changed(admin: Client, inside: Town, people: People) -> None:
    settle(people.qd_admin, "QD-R-1.fast_track.days", 5)
    html = page(admin, f"{BASE}compare/?from=1&to=2")
    assert "未设定" in html
    assert "绿色通道" in html


def test_decision_page_shows_the_decision_as_made(
    inside: Town, people: People, street: Client, client_of: Callable[[Actor], Client]
) -> None:
    adopted = queries.in_force(timezone.localdate())
    facts = {"neighbourhood.completed_on": "1996-05"}
    decision = services.record_decision(
        rule="QD-E-1",
        subject_kind="neighbourhood",
        subject_id=5,
        jurisdiction=people.qd_street.seats[0].organisation.jurisdiction,  # type: ignore[union-attr]
        adopted=adopted,
        facts={"facts": facts},
        answer=adopted.rulebook.ask("QD-E-1", Question(facts=facts)),
        by=people.qd_street,
        now=timezone.now(),
        reason="补充建成时间",
    )
    html = page(street, f"/qingdao/decisions/{decision.pk}/")
    for words in ("1996年5月", "待定", "申报是否", "补充建成时间", "规则第 1 版"):
        assert words in html, words
    page(client_of(people.qd_admin), f"/qingdao/decisions/{decision.pk}/", 404)


def test_lists_cost_the_same_with_one_row_and_many(admin: Client, inside: Town, people: People) -> None:
    open_classes = [
        path for path in queries.in_force(timezone.localdate()).rulebook.open_paths() if ".class" in path
    ]

    def cost(address: str) -> int:
        page(admin, f"{BASE}{address}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(admin, f"{BASE}{address}")
        return len(asked)

    settle(people.qd_admin, open_classes[0], "basic")
    addresses = ("entries/", "versions/", "unsettled/", "2/items/")
    before = [cost(address) for address in addresses]
    for path in open_classes[1:16]:
        settle(people.qd_admin, path, "basic")
    after = [cost(address) for address in addresses]
    assert before == after
    assert max(after) <= 15
