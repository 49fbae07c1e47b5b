"""The opinion form and the minutes as Word documents, reopened by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals.models import ReviewRound
from approvals.review import services
from approvals.review.documents import rendered
from projects.errors import NotPossible
from tests.approvals.review import making
from tests.approvals.review.making import FIELDS, say
from tests.cast import People, Town
from tests.office import text_of
from tests.projects.making import NOW, today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["minutes", "form"])
def test_both_papers_of_zhejiang_are_read_again(zhejiang: Town, tmp_path: Path, name: str) -> None:
    lead = zhejiang.actors["zj-lead"]
    project = making.zhejiang_project(zhejiang)
    one = making.convened(project, lead, review=making.ZJ)
    making.zhejiang_agrees(one, zhejiang, without=["gas"])
    remarks = [{"field": "改造内容", "text": "管径不小于 DN200"}]
    said = {"conditions": "先行迁改 <燃气> & 管线", "remarks": remarks}
    say(one, "gas", zhejiang.actors["zj-gas"], "agree_with_conditions", **said)
    services.record_attendance(one, attended={"reps": 3}, by=lead, now=NOW)
    for output in one.outputs.all():
        services.fill_output(output, fields=FIELDS, number="联审〔2026〕1号", by=lead, now=NOW)
    done = services.conclude(one, text="同意按方案实施。\x0b", by=lead, now=NOW).round
    document = done.outputs.get(output=name).document
    assert document is not None
    text = text_of(document.file.read(), tmp_path)
    assert "{{" not in text
    assert "{%" not in text
    expected = [project.name, "联审〔2026〕1号", "468,000.00", *FIELDS, *FIELDS.values()]
    expected += [reviewer.name for reviewer in done.reviewers.all()]
    expected += ["附条件同意", "先行迁改 <燃气> & 管线", "管径不小于 DN200", "王处长", "2026年11月21日"]
    expected += ["通过。同意按方案实施。", done.convened_by.name]
    expected += ["居民代表 3 人"] if name == "minutes" else ["城镇老旧小区改造部门联合评审意见表"]
    assert [words for words in expected if words not in text] == []


def test_a_paper_with_an_empty_field_is_not_made(zhejiang: Town) -> None:
    lead = zhejiang.actors["zj-lead"]
    project = making.zhejiang_project(zhejiang)
    one = making.convened(project, lead, review=making.ZJ)
    form = one.outputs.get(output="form")
    form.fields = {name: text for name, text in FIELDS.items() if name != "文明施工"}
    row = today().rulebook.get("reviews", making.ZJ)
    with pytest.raises(NotPossible, match="还缺：文明施工"):
        rendered(one, form, project=project, row=row, adopted=today())


def test_a_paper_whose_fields_are_open_wants_none(one: ReviewRound, people: People, tmp_path: Path) -> None:
    making.qingdao_agrees(one, people)
    done = services.conclude(one, text="批准实施", by=people.qd_housing, now=NOW).round
    document = done.outputs.get().document
    assert document is not None
    assert "通过。批准实施" in text_of(document.file.read(), tmp_path)
