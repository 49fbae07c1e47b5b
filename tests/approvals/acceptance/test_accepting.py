"""The completion acceptance under Qingdao's text: who, what it needs, what it files and starts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from approvals import gates
from approvals.acceptance import queries, services
from approvals.models import Acceptance, Warranty
from communities.people.rights import Refused
from projects.enums import State
from projects.errors import NotPossible
from projects.models import ProjectDeclaration, ProjectPaper
from projects.services import declare
from tests.approvals.acceptance import making as accepting
from tests.approvals.acceptance.making import DAY, NOW
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


def test_a_project_with_unfinished_works_is_not_accepted(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people, items=("road", "heat"), finished=False)
        with pytest.raises(Refused):
            accepting.opened(project, people.qd_street)
        with pytest.raises(NotPossible, match=r"道路.*未开工"):
            accepting.opened(project, people.qd_housing)
        assert not queries.ready(people.qd_housing).exists()


def test_a_round_passes_when_nothing_is_lacking(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people)
        holder, head, street = people.qd_housing, people.qd_district, people.qd_street
        assert list(queries.ready(holder)) == [project]
        row = accepting.opened(project, holder)
        assert [check.works_item.item for check in row.checks.all()] == list(accepting.ITEMS)
        with pytest.raises(NotPossible, match="第 1 次验收"):
            accepting.opened(project, holder)
        check = row.checks.all()[0]
        with pytest.raises(NotPossible, match="写明情况"):
            services.set_checks(row, results={check.pk: ("not_conforming", " ")}, by=holder, now=NOW)
        finding = services.add_finding(
            row, text="井盖松动", responsible="市政三公司", due_on=DAY, check=check, by=holder, now=NOW
        )
        row.refresh_from_db()
        assert row.state == "rectifying"
        with pytest.raises(NotPossible, match=r"待查验.*1 个问题没有复查合格.*没有居民代表"):
            accepting.conclude(row, head)
        accepting.conforming(row, holder)
        with pytest.raises(NotPossible, match="登记整改以后"):
            services.recheck(finding, is_good=True, on=DAY, by=holder, now=NOW)
        services.rectify(finding, on=DAY, text="已加固", by=street, now=NOW)
        with pytest.raises(NotPossible, match="新的整改期限"):
            services.recheck(finding, is_good=False, on=DAY, text="仍松动", by=holder, now=NOW)
        later = DAY + timedelta(days=7)
        opened = services.recheck(
            finding, is_good=False, on=DAY, text="仍松动", due_on=later, by=holder, now=NOW
        )
        assert (opened.state, opened.due_on, opened.rechecks) == ("open", later, 1)
        services.rectify(finding, on=DAY, text="已更换", by=street, now=NOW)
        services.recheck(finding, is_good=True, on=DAY, by=holder, now=NOW)
        with pytest.raises(NotPossible, match="竣工验收报告"):
            accepting.conclude(row, head, evidence=[])
        with pytest.raises(Refused, match="区"):
            accepting.conclude(row, holder)  # fires `accept`, but does not state the criterion

        done = accepting.conclude(row, head)
        project.refresh_from_db()
        assert done.moved is not None
        assert State(project.state) is State.COMPLETED
        assert done.acceptance.filing_due_on == DAY + timedelta(days=15)
        filed = ProjectDeclaration.objects.get(project=project, criterion="QD-C-accepted")
        assert filed.value
        assert filed.evidence.get().name == accepting.REPORT
        assert ProjectPaper.objects.filter(project=project, name=accepting.REPORT).exists()
        with pytest.raises(NotPossible, match="已有结论"):
            accepting.conclude(row, head)


def test_a_failed_round_stays_and_the_next_takes_its_defects_along(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.building(qingdao, people, items=("road",))
        holder, head = people.qd_housing, people.qd_district
        first = accepting.opened(project, holder)
        assert _asked(project) == "undetermined"
        check = first.checks.get()
        services.add_finding(
            first, text="路面开裂", responsible="市政三公司", due_on=DAY, check=check, by=holder, now=NOW
        )
        with pytest.raises(NotPossible, match="写明原因"):
            accepting.conclude(first, head, passed=False)
        accepting.conclude(first, head, passed=False, conclusion="路面须重做")
        assert _asked(project) == "no"
        with pytest.raises(NotPossible, match="竣工验收通过时一并申报"):
            declare(
                project,
                criterion="QD-C-accepted",
                value=True,
                adopted=making.today(),
                evidence=[(accepting.REPORT, making.paper(accepting.REPORT, project.jurisdiction, head))],
                by=head,
                on=DAY,
            )
        second = accepting.opened(project, holder)
        carried = second.findings.get()
        assert (second.number, second.state) == (2, "rectifying")
        assert (carried.text, carried.check_row.works_item_id) == ("路面开裂", check.works_item_id)
        services.rectify(carried, on=NOW.date(), text="已重做", by=people.qd_street, now=NOW)
        services.recheck(carried, is_good=True, on=NOW.date(), by=holder, now=NOW)
        accepting.conforming(second, holder)
        accepting.conclude(second, head, on=NOW.date())
        project.refresh_from_db()
        assert State(project.state) is State.COMPLETED
        assert [row.state for row in Acceptance.objects.filter(project=project).order_by("number")] == [
            "failed",
            "passed",
        ]


def test_each_item_is_warranted_by_the_clock_of_its_kind(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        street = people.qd_street
        rows = {row.works_item.item: row for row in queries.warranties_of(project)}
        assert {item: row.rule for item, row in rows.items()} == {
            "road": "NL-K-other",
            "water-drain": "NL-K-installation",
            "heat": "NL-K-heating",
        }
        two_years = date(2028, 11, 20)
        assert rows["water-drain"].due_on == two_years
        assert (rows["heat"].due_on, "采暖" in rows["heat"].note) == (None, True)
        assert (rows["road"].due_on, rows["road"].note) == (None, "缺约定保修年限")
        assert {row.contractor.name for row in rows.values() if row.contractor} == {"市政三公司"}
        paper = making.paper("施工合同", project.jurisdiction, street)
        with pytest.raises(NotPossible, match="由规则规定"):
            services.set_term(rows["water-drain"], years=9, document=paper, by=street, now=NOW)
        services.set_term(rows["road"], years=3, document=paper, by=street, now=NOW)
        rows["road"].refresh_from_db()
        assert (rows["road"].due_on, rows["road"].note) == (date(2029, 11, 20), "")
        found = queries.expiring(street, date(2029, 12, 31))
        assert [row.works_item.item for row in found] == ["water-drain", "road"]
        assert not queries.expiring(street, date(2028, 11, 19)).exists()
        assert Warranty.objects.count() == len(accepting.ITEMS)


def test_filing_is_counted_and_filed_once(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = accepting.completed(qingdao, people)
        street, row = people.qd_street, Acceptance.objects.get(project=project)
        last = DAY + timedelta(days=15)
        assert not queries.filing_overdue(street, last).exists()
        assert list(queries.filing_overdue(street, last + timedelta(days=1))) == [row]
        paper = making.paper("竣工验收备案表", project.jurisdiction, street)
        told = {"number": "青建备 7 号", "document": paper, "by": street, "now": NOW}
        with pytest.raises(NotPossible, match="不能早于验收通过"):
            services.file_acceptance(row, on=DAY - timedelta(days=1), **told)
        services.file_acceptance(row, on=NOW.date(), **told)
        with pytest.raises(NotPossible, match="备案。"):
            services.file_acceptance(row, on=NOW.date(), **told)
        assert not queries.to_file(street).exists()


def _asked(project: object) -> str:
    """What the engine says of the record at `accept`."""
    asked = gates.ask(project, "accept", adopted=making.today(), on=NOW.date())  # type: ignore[arg-type]
    return next(e.answer.value for e in asked.answer.because if e.id == "acceptance.passed")
