"""What somebody was refused stays on record, through pages and the interface alike."""

from __future__ import annotations

import pytest

from communities.models import Refusal
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/qingdao/projects/{}/fire/reserve/", "/api/v1/projects/{}/transitions/reserve/"]
)
def test_refused_move_leaves_one_line(qingdao: Town, people: People, client_of, address: str) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
    client = client_of(people.qd_street)
    answer = client.post(address.format(project.pk), headers={"X-Tenant": "qingdao"})
    assert answer.status_code == 403
    with qingdao.entered():
        line = Refusal.objects.get()
        assert (line.person_id, line.method) == (people.qd_street.person_id, "POST")
        assert line.path == address.format(project.pk)
        assert "纳入储备库" in line.sentence
        assert "区(市)政府" in line.sentence


def test_missing_row_and_success_leave_none(qingdao: Town, people: People, client_of) -> None:
    client = client_of(people.qd_street)
    assert client.get("/qingdao/projects/999999/").status_code == 404
    assert client.get("/qingdao/projects/").status_code == 200
    with qingdao.entered():
        assert not Refusal.objects.exists()
