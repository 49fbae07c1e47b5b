"""The works month by month, as reported: figures may be changed until they are confirmed, then only corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone

from communities.models import Document, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records import filetypes
from projects import months
from projects.assigned import seats_of
from projects.enums import ItemState, ProgressState
from projects.errors import NotPossible
from projects.models import Milestone, Progress, Project, WorksItem
from projects.services.acting import hold_standing, reporter
from projects.services.papers import keep_papers

IMAGES = frozenset({filetypes.PNG.content_type, filetypes.JPEG.content_type})
PHOTO = "现场照片"


@dataclass(frozen=True)
class ProgressDraft:
    """What is reported of one works item: `physical` cumulative in %, `invested` and `paid` of the month in yuan."""

    works_item: WorksItem
    physical: Decimal
    invested: Decimal
    paid: Decimal
    note: str = ""
    delay_reason: str = ""
    photos: Sequence[Document] = ()


class LinesRefused(NotPossible):
    """Some items can't be reported like that; `sentences` by the id of the item. Nothing was written."""

    def __init__(self, sentences: Mapping[int, str]) -> None:
        only = next(iter(sentences.values())) if len(sentences) == 1 else ""
        super().__init__(only or f"有 {len(sentences)} 项内容不能这样填报，原因写在各项下面。")
        self.sentences = sentences


def report_progress(
    works_item: WorksItem,
    *,
    month: date,
    physical: Decimal,
    invested: Decimal,
    paid: Decimal,
    note: str = "",
    delay_reason: str = "",
    photos: Sequence[Document] = (),
    by: Actor,
    now: datetime,
) -> Progress:
    """Report one works item; see `report_month`."""
    draft = ProgressDraft(works_item, physical, invested, paid, note, delay_reason, photos)
    (made,) = report_month(works_item.project, month=month, drafts=[draft], by=by, now=now)
    return made


def report_month(
    project: Project, *, month: date, drafts: Sequence[ProgressDraft], by: Actor, now: datetime
) -> list[Progress]:
    """Report works items of a project for a month, this one or a past one; all or nothing.

    A row that is not confirmed yet is changed in place, and is open to confirmation again. Who proposes or declares at
    the item's place reports. Raises `Refused`, `NotPossible`, and `LinesRefused` for items that have not started or not
    by that month, that fall below what is confirmed of an earlier month (or rise above a later one's), that lag behind
    the plan without a reason, or whose month is confirmed.
    """
    month = months.of(month)
    today = timezone.localdate(now)
    if month > months.of(today):
        raise NotPossible("不能填报以后月份的进度。")
    with accounted(by, f"填报{months.named(month)}形象进度"):
        held = hold_standing(project)
        items = _items(held, drafts)
        known = Known.of(items.values())
        due = planned_by(held, min(months.last_day(month), today))
        made, refused, seats = [], {}, seats_of(held, by)
        for draft in drafts:
            item = items[draft.works_item.pk]
            organisation = reporter(held, item.neighbourhood.path, by, seats=seats)
            try:
                row = known.open(item, month)
                _must_fit(item, month, draft, known=known, planned=due, is_correction=_corrects(row))
            except NotPossible as error:
                refused[item.pk] = error.sentence
            else:
                made.append(
                    (row or Progress(works_item=item, project=held, month=month), draft, organisation)
                )
        if refused:
            raise LinesRefused(refused)
        return [_write(row, draft, organisation, by=by, now=now) for row, draft, organisation in made]


def correct_progress(
    row: Progress,
    *,
    physical: Decimal,
    invested: Decimal,
    paid: Decimal,
    reason: str,
    note: str = "",
    delay_reason: str = "",
    photos: Sequence[Document] = (),
    by: Actor,
    now: datetime,
) -> Progress:
    """Put a new row, with the next number and the reason, in the place of a confirmed one; it is confirmed like any
    other. The figures may fall. Raises `Refused`, `NotPossible`.
    """
    if not reason.strip():
        raise NotPossible("请写明更正原因。")
    draft = ProgressDraft(row.works_item, physical, invested, paid, note, delay_reason, photos)
    with accounted(by, reason.strip()):
        held = hold_standing(row.project)
        item = _items(held, [draft])[row.works_item_id]
        organisation = reporter(held, item.neighbourhood.path, by)
        same = Progress.objects.filter(works_item=item, month=row.month)
        if same.exclude(state=ProgressState.CONFIRMED).exists():
            raise NotPossible("这一月份已有一条更正等待确认，请直接修改那一条。")
        if row.state != ProgressState.CONFIRMED:
            raise NotPossible("这一条还没有确认，请直接修改。")
        due = planned_by(held, min(months.last_day(row.month), timezone.localdate(now)))
        known = Known.of([item])
        _must_fit(item, row.month, draft, known=known, planned=due, is_correction=True)
        number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
        made = Progress(works_item=item, project=held, month=row.month, number=number)
        made.correction_reason = reason.strip()
        return _write(made, draft, organisation, by=by, now=now)


def planned_by(project: Project, on: date) -> Decimal | None:
    """The physical progress (%) planned for that day: that of the latest node planned by then; None without."""
    node = (
        Milestone.objects.filter(project=project, planned_on__lte=on)
        .exclude(planned_percent=None)
        .order_by("planned_on", "planned_percent", "id")
        .last()
    )
    return node.planned_percent if node else None


@dataclass(frozen=True)
class Known:
    """The rows of some works items by (item, month): the latest confirmed, and the open one."""

    confirmed: dict[tuple[int, date], Progress]
    waiting: dict[tuple[int, date], Progress]

    @classmethod
    def of(cls, items: Iterable[WorksItem]) -> Known:
        """One query; the open rows are locked."""
        found = cls({}, {})
        rows = Progress.objects.select_for_update(of=("self",)).filter(works_item__in=list(items))
        for row in rows.order_by("works_item", "month", "number"):
            found.keep(row)
        return found

    def keep(self, row: Progress) -> None:
        """Take in a row; of one month's confirmed ones the later comes later."""
        place = self.confirmed if row.state == ProgressState.CONFIRMED else self.waiting
        place[row.works_item_id, row.month] = row

    def open(self, item: WorksItem, month: date) -> Progress | None:
        """The row of the month that may still be changed. Raises `NotPossible` where the month is confirmed."""
        row = self.waiting.get((item.pk, month))
        if row is None and (item.pk, month) in self.confirmed:
            raise NotPossible(f"{months.named(month)}进度已确认；有误的请办理更正。")
        return row

    def must_rise(self, item: int, month: date, physical: Decimal) -> None:
        """Cumulative progress never falls from one confirmed month to the next. Raises `NotPossible`."""
        own = [row for (id_, _), row in self.confirmed.items() if id_ == item]
        before = max((row for row in own if row.month < month), key=lambda row: row.month, default=None)
        after = min((row for row in own if row.month > month), key=lambda row: row.month, default=None)
        if before is not None and physical < before.physical:
            raise NotPossible(
                f"形象进度不能低于{months.named(before.month)}已确认的 {before.physical}%；原数有误的，请先更正。"
            )
        if after is not None and physical > after.physical:
            raise NotPossible(
                f"形象进度不能高于{months.named(after.month)}已确认的 {after.physical}%；后面月份有误的，请先更正。"
            )


def _corrects(row: Progress | None) -> bool:
    return row is not None and bool(row.correction_reason)


def _items(held: Project, drafts: Sequence[ProgressDraft]) -> dict[int, WorksItem]:
    """The drafts' items as they stand now, locked. Raises `NotPossible` for one of another project."""
    rows = WorksItem.objects.select_for_update(of=("self",)).select_related("neighbourhood")
    wanted = {draft.works_item.pk for draft in drafts}
    items = {row.pk: row for row in rows.filter(project=held, pk__in=wanted).order_by("id")}
    if len(items) < len(wanted):
        raise NotPossible("所选内容不在本项目内。")
    return items


def _must_fit(
    item: WorksItem,
    month: date,
    draft: ProgressDraft,
    *,
    known: Known,
    planned: Decimal | None,
    is_correction: bool,
) -> None:
    if item.state not in (ItemState.STARTED, ItemState.FINISHED) or item.started_on is None:
        raise NotPossible("这一内容还没有开工，不能填报进度，也不能填报完成。请先在“施工”页登记开工。")
    if month < months.of(item.started_on):
        raise NotPossible(f"这一内容 {item.started_on:%Y-%m-%d} 开工，不能填报更早月份的进度。")
    if not 0 <= draft.physical <= 100:
        raise NotPossible("形象进度须在 0 到 100 之间。")
    if draft.invested < 0 or draft.paid < 0:
        raise NotPossible("金额不能为负。")
    if item.finished_on and month >= months.of(item.finished_on) and draft.physical < 100:
        raise NotPossible(f"这一内容已于 {item.finished_on:%Y-%m-%d} 完成，形象进度应为 100%。")
    if not is_correction:
        known.must_rise(item.pk, month, draft.physical)
    if planned is not None and draft.physical < planned and not draft.delay_reason.strip():
        raise NotPossible(f"低于节点计划的形象进度 {planned}%，请写明滞后原因。")
    if any(photo.content_type not in IMAGES for photo in draft.photos):
        raise NotPossible("现场照片只收 PNG、JPG 图片。")


def _write(
    row: Progress, draft: ProgressDraft, organisation: Organisation, *, by: Actor, now: datetime
) -> Progress:
    """Write the draft as the state of its month; photos are added to those that are there."""
    values: dict[str, Any] = {
        "physical": draft.physical,
        "invested": draft.invested,
        "paid": draft.paid,
        "note": draft.note.strip(),
        "delay_reason": draft.delay_reason.strip(),
        "state": ProgressState.REPORTED,
        "organisation": organisation,
        "reported_by": by.person,
        "reported_for": by.principal,
        "reported_at": now,
        "confirming": None,
        "return_reason": "",
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    keep_papers(row.project, [(PHOTO, photo) for photo in draft.photos], of=row)
    return row
