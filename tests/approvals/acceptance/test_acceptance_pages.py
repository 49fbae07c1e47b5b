"""The pages of acceptance and handover, walked as Qingdao's clerks walk them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.models import Acceptance, AcceptanceFinding, Handover, HandoverConclusion, Warranty
from communities.people.rights import Actor
from projects.enums import State
from projects.models import Project
from tests.approvals.acceptance import making as accepting
from tests.approvals.acceptance.making import DAY
from tests.cast import People, Town

pytestmark = pytest.mark.django_db

Log = Callable[[Actor], Client]


def page(name: str, pk: int | None = None) -> str:
    more = {} if pk is None else {"pk": pk}
    return reverse(name, kwargs={"tenant": "qingdao", **more})


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("纸.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


def sent(client: Client, name: str, pk: int, /, **given: Any) -> None:
    """A form that is taken; what it finds wrong is shown by the failure."""
    answer = client.post(page(name, pk), given)
    form = (answer.context or {}).get("form") if answer.status_code == 200 else None
    assert answer.status_code == 302, form.errors if form else answer


def seen(client: Client, name: str, pk: int | None = None) -> str:
    answer = client.get(page(name, pk))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_last_item_to_the_handover(qingdao: Town, people: People, client_of: Log) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people)
    of = project.pk
    housing, head, street = (client_of(a) for a in (people.qd_housing, people.qd_district, people.qd_street))
    assert "改造内容已全部完成" in seen(housing, "acceptance_list")
    assert "还没有验收" in seen(street, "project_acceptance", of)
    assert street.get(page("acceptance_open", of)).status_code == 403
    sent(housing, "acceptance_open", of, on=DAY)
    with qingdao.entered():
        row = Acceptance.objects.get()
        checks = list(row.checks.all())
    marks = {f"result_{c.pk}": "conforming" for c in checks}
    kept = housing.post(
        page("acceptance_check", row.pk), marks | {f"result_{checks[0].pk}": "not_conforming"}
    )
    assert "不合格的须写明情况" in kept.content.decode()
    sent(housing, "acceptance_check", row.pk, **marks)
    sent(housing, "acceptance_participant", row.pk, name="李大姐", role="residents")
    sent(housing, "acceptance_participant", row.pk, name="误登记", role="other")
    with qingdao.entered():
        resident, wrong = row.participants.all()
    sent(housing, "acceptance_participant", row.pk, do="sign", participant=resident.pk)
    sent(housing, "acceptance_participant", row.pk, do="remove", participant=wrong.pk)
    assert "李大姐" in seen(housing, "acceptance_participant", row.pk)
    with qingdao.entered():
        assert [(p.name, p.is_signed) for p in row.participants.all()] == [("李大姐", True)]
    sent(
        housing,
        "acceptance_finding",
        row.pk,
        check=checks[0].pk,
        text="井盖松动",
        responsible="三公司",
        due_on=DAY,
    )
    with qingdao.entered():
        finding = AcceptanceFinding.objects.get()
    sent(street, "finding_rectify", finding.pk, text="已加固", on=DAY, file_0=pdf())
    assert "1 个问题没有复查合格" in seen(head, "acceptance_conclude", row.pk)
    sent(housing, "finding_recheck", finding.pk, result="good", on=DAY)
    assert housing.get(page("acceptance_conclude", row.pk)).status_code == 403
    refused = head.post(
        page("acceptance_conclude", row.pk), {"result": "passed", "on": DAY, "conclusion": "好"}
    )
    assert "通过验收须附：竣工验收报告" in refused.content.decode()
    sent(head, "acceptance_conclude", row.pk, result="passed", on=DAY, file_0=pdf())
    assert "已签" in seen(street, "acceptance_print", row.pk)
    sent(street, "acceptance_file", row.pk, number="7号", on=DAY, file_0=pdf())

    shown = seen(street, "project_acceptance", of)
    assert "给排水单位" in shown
    assert "归档齐全率" in shown
    assert "缺约定保修年限" in shown
    with qingdao.entered():
        warranty = Warranty.objects.get(works_item__item="road")
        fixed = Warranty.objects.get(works_item__item="water-drain")
    sent(street, "warranty_term", warranty.pk, years=3, file_0=pdf())
    assert street.get(page("warranty_term", fixed.pk)).status_code == 404
    for kind, name in (("property", "安居物业"), ("archive", "市城建档案馆")):
        sent(street, "handover_open", of, kind=kind, receiver=name)
        with qingdao.entered():
            one = Handover.objects.get(kind=kind)
        sent(street, "handover_entry", one.pk, name="竣工图", quantity="2", unit="套", document=pdf())
        sent(street, "handover_entry", one.pk, do="file")
        sent(street, "handover_entry", one.pk, name="误列", quantity="1", unit="份")
        with qingdao.entered():
            wrong_entry = one.entries.get(name="误列")
        sent(street, "handover_entry", one.pk, do="remove", entry=wrong_entry.pk)
        sent(street, "handover_sign", one.pk, signer="周科长", signed_on=DAY, file_0=pdf())
        assert "竣工图" in seen(street, "handover_print", one.pk)
    assert "移交办结" in seen(head, "project_acceptance", of)
    sent(head, "handover_conclude", of, on=DAY)
    with qingdao.entered():
        project.refresh_from_db()
        assert State(project.state) is State.HANDED_OVER
        assert HandoverConclusion.objects.filter(project=project).exists()
    assert "办结" in seen(street, "project_acceptance", of)


def test_lists_take_as_many_queries_for_three_projects(qingdao: Town, people: People, client_of: Log) -> None:
    with qingdao.entered():
        accepting.completed(qingdao, people, "河清路一院")
        accepting.building(qingdao, people, "河清路二院")
    client = client_of(people.qd_street)
    tabs = ("ready", "running", "complete", "handover", "filing")

    def queries() -> list[int]:
        counted = []
        for tab in tabs:
            with CaptureQueriesContext(
                connection,
            ) as context:
                assert client.get(f"{page('acceptance_list')}?tab={tab}").status_code == 200
            counted.append(len(context))
        return counted

    client.get(page("acceptance_list"))
    one = queries()
    with qingdao.entered():
        for number in range(2):
            accepting.completed(qingdao, people, f"四方路{number}院")
            accepting.building(qingdao, people, f"四流路{number}院")
    assert queries() == one


def test_who_sees_nothing_finds_nothing(qingdao: Town, wulong: Town, people: People, client_of: Log) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        row = Acceptance.objects.get(project=project)
        assert Project.objects.count() == 1
    stranger = client_of(people.wl_housing)
    for name, pk in (("project_acceptance", project.pk), ("acceptance_print", row.pk)):
        assert stranger.get(page(name, pk)).status_code == 404
