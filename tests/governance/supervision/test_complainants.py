"""Who complained: encrypted, masked, shown with a reason, in no list, no export, no interface."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.people.rights import Actor
from governance.models import SupervisionCase
from projects.errors import NotPossible
from tests.cast import People, Town
from tests.communities.owners.test_register import keeper
from tests.governance.supervision.handling import opened, project

Browser = Callable[[Actor], Client]
NAME, PHONE = "欧阳海听", "13812345678"


def test_complainant_is_masked_until_a_reason_is_given(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        case = opened(place, people.qd_street, "hotline", complainant=NAME, complainant_phone=PHONE)
        with pytest.raises(NotPossible, match="只有投诉"):
            opened(place, people.qd_street, "regular", complainant=NAME)
        with connection.cursor() as cursor:
            cursor.execute("SELECT complainant, complainant_phone FROM governance_supervisioncaseevent")
            assert not [text for line in cursor.fetchall() for text in line if NAME in text or PHONE in text]
    browser = client_of(people.qd_street)
    said = browser.get(f"/qingdao/cases/{case.pk}/").content.decode()
    assert "欧** 138****5678" in said
    for address in ("", f"{case.pk}/", "new/"):
        assert PHONE not in browser.get(f"/qingdao/cases/{address}").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/qingdao/cases/export/").content))
    values = {str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line}
    assert not [value for value in values if PHONE in value or NAME in value or "欧*" in value]
    told = browser.get(f"/api/v1/cases/{case.pk}/", headers={"X-Tenant": "qingdao"}).json()
    assert not {"complainant", "complainant_phone"} & set(told)
    seer, address = keeper(qingdao, "personal-data"), f"/qingdao/cases/{case.pk}/complainant/"
    shown = client_of(seer).post(address, {"reason": "电话答复反映人"}).content.decode()
    assert NAME in shown
    assert PHONE in shown
    with qingdao.entered():
        assert AuditEntry.objects.get(action=Action.PERSONAL).what == "查看个人信息：反映人、反映人电话"
    assert browser.post(address, {"reason": "电话答复反映人"}).status_code == 403


def test_complainant_is_taken_by_the_form(qingdao: Town, people: People, client_of: Browser) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
    address = f"{reverse('case_add', kwargs={'tenant': 'qingdao'})}?project={place.pk}"
    given = {"source": "hotline", "on": "2026-11-20", "subject": "噪声", "text": "夜间施工"}
    sent = {**given, "complainant": NAME, "complainant_phone": PHONE}
    assert client_of(people.qd_street).post(address, sent).status_code == 302
    refused = client_of(people.qd_street).post(address, {**sent, "source": "regular"}).content.decode()
    assert "只有投诉才登记反映人" in refused
    with qingdao.entered():
        made = SupervisionCase.objects.get()
        assert (made.complainant, made.complainant_phone) == (NAME, PHONE)
