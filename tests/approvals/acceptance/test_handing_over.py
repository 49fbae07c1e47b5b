"""The handover: a list for each receiver, a complete archive, and what its conclusion files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from approvals.acceptance import queries, services
from approvals.acceptance.archive import completeness
from approvals.models import Handover
from communities.people.rights import Refused
from projects.enums import State
from projects.errors import NotPossible
from projects.models import ProjectDeclaration
from tests.approvals.acceptance import making as accepting
from tests.approvals.acceptance.making import DAY, NOW
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


def test_nothing_is_handed_over_before_the_acceptance(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people, items=("road",))
        with pytest.raises(NotPossible, match="通过竣工验收以后"):
            accepting.listed(project, people.qd_street, "archive", "市城建档案馆")


def test_the_works_suggest_whom_to_hand_over_to(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        planned = services.plan_handovers(project, adopted=making.today(), on=DAY)
        assert [(one.kind.value, one.receiver) for one in planned] == [
            ("property", "物业服务单位"),
            ("utility", "给排水单位"),
            ("utility", "供热单位"),
            ("archive", "城建档案机构"),
        ]
        accepting.listed(project, people.qd_street, "archive", "市城建档案馆")
        left = services.plan_handovers(project, adopted=making.today(), on=DAY)
        assert [one.kind.value for one in left] == ["property", "utility", "utility"]


def test_a_project_is_handed_over_list_by_list(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        street, head = people.qd_street, people.qd_district
        archive = accepting.listed(project, street, "archive", "市城建档案馆")
        utility = accepting.listed(project, street, "utility", "市热电集团")
        empty = services.open_handover(project, kind="property", receiver="安居物业", by=street, now=NOW)

        state = completeness(project, making.today())
        assert (state.there, state.total, state.share) == (1, 3, Decimal(1) / 3)
        assert [paper.name for paper in state.missing] == ["移交清单（市热电集团）", "移交清单（安居物业）"]
        with pytest.raises(NotPossible, match=r"档案不齐.*市热电集团.*安居物业"):
            accepting.signed(archive, street)
        with pytest.raises(NotPossible, match="清单还没有内容"):
            accepting.signed(empty, street)
        with pytest.raises(NotPossible, match="还没有签收"):
            services.conclude_handover(project, on=DAY, by=head, now=NOW)
        services.add_entry(empty, name="钥匙", quantity=Decimal(3), unit="把", by=street, now=NOW)
        accepting.signed(utility, street)
        accepting.signed(empty, street)
        with pytest.raises(NotPossible, match="已签收"):
            services.add_entry(empty, name="门禁卡", quantity=Decimal(1), by=street, now=NOW)
        assert services.list_file(archive, by=street, now=NOW)
        accepting.signed(archive, street)
        assert completeness(project, making.today()).share == 1
        with pytest.raises(Refused):
            services.conclude_handover(project, on=DAY, by=street, now=NOW)

        done = services.conclude_handover(project, on=DAY, by=head, now=NOW)
        assert done.moved is not None
        assert State(project.state) is State.HANDED_OVER
        filed = ProjectDeclaration.objects.get(project=project, criterion="QD-C-archive")
        receipts = set(Handover.objects.filter(project=project).values_list("receipt", flat=True))
        assert {row.document_id for row in filed.evidence.all()} == receipts
        assert {row.name for row in filed.evidence.all()} == {"竣工资料移交清单"}
        assert not queries.not_handed_over(street).exists()
        with pytest.raises(NotPossible, match="移交"):
            services.open_handover(project, kind="other", receiver="某单位", by=street, now=NOW)


def test_a_utility_alone_does_not_conclude_the_handover(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        accepting.signed(accepting.listed(project, people.qd_street, "utility", "热电"), people.qd_street)
        with pytest.raises(NotPossible, match="物业服务单位或城建档案机构"):
            services.conclude_handover(project, on=DAY, by=people.qd_district, now=NOW)
