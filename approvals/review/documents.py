"""The papers of a review as Word documents: the opinion form and the minutes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from approvals.models import ReviewOutput, ReviewRound
from approvals.review.facts import latest
from approvals.review.fields import fields_of, required
from communities.models import Document
from communities.people.rights import Actor
from communities.records.services import store_bytes
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Review
from projects.errors import NotPossible
from projects.models import Project

TEMPLATES = Path(__file__).resolve().parents[1] / "documents"
WORD = "意见表"
"""A paper of this name is a form with a row for each participant; any other is minutes."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def produce(
    one: ReviewRound, output: ReviewOutput, *, project: Project, row: Review, adopted: Adopted, by: Actor
) -> Document:
    """Make the paper of a concluded round and take it on record at the project's place.

    Raises `NotPossible` while a field that the rulebook lists is empty.
    """
    content = rendered(one, output, project=project, row=row, adopted=adopted)
    return store_bytes(
        content=content,
        filename=f"{project.name}{output.name}第{one.number}轮.docx",
        kind=output.name[:80],
        jurisdiction=project.jurisdiction,
        by=by,
    )


def rendered(
    one: ReviewRound, output: ReviewOutput, *, project: Project, row: Review, adopted: Adopted
) -> bytes:
    """The bytes of the document."""
    names = fields_of(row, output.output)
    empty = [name for name in names if not output.fields.get(name, "").strip()]
    if empty and required(row, output.output):
        raise NotPossible(f"“{output.name}”还缺：{'、'.join(empty)}（{row.source}）。")
    name = "review_form.docx" if WORD in output.name else "review_minutes.docx"
    template = DocxTemplate(TEMPLATES / name)
    template.render(
        _clean(_context(one, output, names, project=project, row=row, adopted=adopted)), autoescape=True
    )
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def _context(
    one: ReviewRound,
    output: ReviewOutput,
    names: tuple[str, ...],
    *,
    project: Project,
    row: Review,
    adopted: Adopted,
) -> dict[str, Any]:
    put = one.snapshot
    return {
        "title": output.name,
        "project": project.name,
        "code": project.code,
        "number": output.number,
        "scale": "；".join(
            part for part in (project.get_route_display(), put["scope"], put["scale"]) if part
        ),
        "figures": "；".join(_figures(put)),
        "scheme": f"改造方案第 {put['scheme']['number']} 版" if put["scheme"] else "改造方案未在系统上传",
        "review": row.name,
        "clause": row.source,
        "round": one.number,
        "convener": one.convened_by.name,
        "convened_on": day(one.convened_on),
        "due_on": day(one.due_on),
        "items": [_item(item) for item in put["items"]],
        "estimate": f"{Decimal(put['estimate']):,.2f}",
        "is_estimate_whole": put["is_estimate_whole"],
        "attended": attendance_words(one) or "未登记到会人数",
        "fields": [{"name": name, "text": output.fields.get(name, "") or "—"} for name in names],
        "reviewers": list(_opinions(one)),
        "conclusion": f"{one.get_state_display()}。{one.conclusion}",
        "concluder": one.concluded_by.name if one.concluded_by else "",
        "concluded_on": day(one.concluded_on) if one.concluded_on else "",
    }


def attendance_words(one: ReviewRound) -> str:
    """Who came, in the order of the reviewers; empty where nobody was recorded."""
    came = [(reviewer.name, one.attended.get(reviewer.key)) for reviewer in one.reviewers.all()]
    return "，".join(f"{name} {number} 人" for name, number in came if number is not None)


def day(value: date) -> str:
    """2026年11月21日, as papers write it."""
    return f"{value.year}年{value.month}月{value.day}日"


def _figures(put: dict[str, Any]) -> Iterator[str]:
    for n in put["neighbourhoods"]:
        known = (("buildings", "栋"), ("households", "户"), ("floor_area", "平方米"))
        yield "，".join([n["name"], *(f"{n[key]} {unit}" for key, unit in known if n[key])])


def _item(item: dict[str, Any]) -> dict[str, str]:
    estimate = f"{Decimal(item['estimate']):,.2f}" if item["estimate"] else "—"
    quantity = f"{item['quantity']} {item['unit']}".strip() if item["quantity"] else "—"
    return {**item, "class": item["class"] or "待定", "quantity": quantity, "estimate": estimate}


def _opinions(one: ReviewRound) -> Iterator[dict[str, str]]:
    for reviewer in one.reviewers.prefetch_related("opinions"):
        said = latest(reviewer)
        if said is None:
            yield {"name": reviewer.name, "opinion": "未出具", "text": "", "signer": "", "signed_on": ""}
            continue
        remarks = [f"{remark['field']}：{remark['text']}" for remark in said.remarks]
        yield {
            "name": reviewer.name,
            "opinion": said.get_opinion_display(),
            "text": "；".join(part for part in (said.reason, said.conditions, *remarks) if part),
            "signer": said.signer,
            "signed_on": f"{said.signed_on:%Y-%m-%d}",
        }


def _clean(value: Any) -> Any:
    """Without the characters that no Word document may hold."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value.replace("\r\n", "\n"))
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return [_clean(part) for part in value] if isinstance(value, list) else value
