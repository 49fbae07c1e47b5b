"""Turning what is missing into tasks: what, from whom, in one Chinese sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .pack.values import OPEN
from .paths import fact_name
from .vocabulary import FLAG_NAMES, PAYER_NAMES

if TYPE_CHECKING:
    from .rulebook import Rulebook
    from .verdict import Answer


@dataclass(frozen=True, slots=True)
class Supply:
    """One missing thing. `kind`: fact, declared, evidence, overlay, flag, opinion, output, payer, review.

    `id` is the fact path, criterion, document, overlay path, flag, actor, output field, payer or review; `by` the
    actor who must supply it (None: whoever keeps the record, or the tenant for an overlay entry); `subject` is
    `kind:id`.
    """

    kind: str
    id: str
    subject: str | None
    by: str | None
    by_name: str
    sentence: str


def supplies(book: Rulebook, answer: Answer) -> tuple[Supply, ...]:
    """Each entry of `answer.missing`, in the same order."""
    return tuple(_supply(book, answer, key) for key in answer.missing)


def _supply(book: Rulebook, answer: Answer, key: str) -> Supply:
    what, _, subject = key.partition(" @")
    kind, colon, id_ = what.partition(":")
    about = subject or None
    if not colon and what.startswith("review."):
        review = book.get("reviews", what.split(".")[1])
        by = None if review.chair == OPEN else review.chair
        name = book.actor_name(by) if by else "审查召集单位"
        return Supply("review", review.id, about, by, name, f"请{name}作出“{review.name}”的结论")
    if not colon:
        return Supply("fact", what, about, None, "登记人员", f"请填写{_fact(what)}")
    if kind == "declared":
        criterion = book.get("criteria", id_)
        name = book.actor_name(criterion.by)
        papers = (
            f",并附{'、'.join(f'《{paper}》' for paper in criterion.evidence)}" if criterion.evidence else ""
        )
        return Supply(kind, id_, about, criterion.by, name, f"请{name}说明是否“{criterion.name}”{papers}")
    if kind == "evidence":
        by = _evidence_by(book, answer, id_)
        name = book.actor_name(by) if by else "声明单位"
        return Supply(kind, id_, about, by, name, f"请{name}补交《{id_}》")
    if kind == "overlay":
        return Supply(kind, id_, about, None, "本级", f"原文未定,请本级确定 {_row_name(book, id_)}")
    if kind == "flag":
        return Supply(kind, id_, about, None, "登记人员", f"请说明{FLAG_NAMES.get(id_, id_)}")
    if kind == "opinion":
        name = book.actor_name(id_)
        return Supply(kind, id_, about, id_, name, f"{name}尚未出具意见")
    if kind == "output":
        paper, field = _paper_field(book, answer, id_)
        return Supply(kind, id_, about, None, "审查牵头单位", f"《{paper}》缺“{field}”")
    return Supply(kind, id_, about, None, "项目单位", f"请填写{PAYER_NAMES.get(id_, id_)}的出资比例")


def _paper_field(book: Rulebook, answer: Answer, id_: str) -> tuple[str, str]:
    """The paper of the review that was asked, by its name, and the field of it: `minutes.工程概算`."""
    output, _, field = id_.partition(".")
    asked = {answer.rule, *(entry.id for entry in answer.because)}
    reviews = (row for row in book.rows("reviews") if row.id in asked)
    names = (paper.name for row in reviews for paper in row.outputs if paper.id == output)
    return next(names, output), field


def _fact(path: str) -> str:
    names = {
        "item.id": "改造内容",
        "item.cost": "费用",
        "withdrawals": "提取申请",
        "subjects": "参加排序的项目",
    }
    return names.get(path, fact_name(path))


def _evidence_by(book: Rulebook, answer: Answer, document: str) -> str | None:
    for entry in answer.because:
        criterion = book.find("criteria", entry.id)
        if criterion is not None and document in criterion.evidence and entry.answer == "undetermined":
            return str(criterion.by)
    return None


def _row_name(book: Rulebook, path: str) -> str:
    place = book.place(path)
    return f"《{place.row.get('name', path)}》的 {place.keys[-1]}"
