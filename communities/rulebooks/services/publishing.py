"""Every write to the rulebook: adopting a text, settling what it leaves open, withdrawing an entry.

Each publication makes new versions and changes none. A version holds from its day until a higher number takes effect;
so an entry for an earlier day is published for that day *and again* for every later day on which something changes, and
an entry for a later day decides nothing before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from communities.people.enums import Capability
from communities.people.models import Person
from communities.people.rights import Actor, Refused
from communities.rulebooks import queries
from communities.rulebooks.models import OverlayEntry, RulebookVersion
from communities.rulebooks.services.plain import plain
from communities.tenancy.context import tenant_id
from communities.tenancy.models import Tenant
from policies.errors import NotAllowed, QuestionError
from policies.pack import Pack
from policies.rulebook import Rulebook

DEMO_BASIS = "演示数据，非政策"
"""The legal basis that a demonstration entry names, so that nobody takes it for a rule."""


@dataclass(frozen=True)
class _Text:
    """What a version says before anybody's entries: the pack and the layers beneath it."""

    pack: str
    layers: Mapping[str, str]


@dataclass(frozen=True)
class _Span:
    """An entry's value from a day until the day before `ends`."""

    entry: int | None
    path: str
    value: Any
    starts: date
    ends: date | None

    def holds(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on < self.ends)

    def outlasts(self, day: date) -> bool:
        return self.ends is None or self.ends > day


def adopt(
    *, pack_text: str, layers: Mapping[str, str], effective_from: date, by: Person | None, now: datetime
) -> RulebookVersion:
    """Adopt a text from a day, with the layers that it stands on (`{id: text}`).

    Entries go on standing where the new text still lets the tenant settle them; the others are withdrawn with the
    reason. Raises `PackMistakes` (with lines), and `NotAllowed` for a layer: tenants stand on it, none adopts it.
    """
    pack, stack = queries.texts(pack_text, layers)
    _check_adoptable(pack, layers)
    unsettled = Rulebook(pack, layers=stack)
    with transaction.atomic():
        _lock()
        spans = _spans()
        lasting = [span for span in spans if span.outlasts(effective_from)]
        gone = {span.entry: why for span in lasting if (why := _misfit(unsettled, span))}
        kept = [replace(s, ends=effective_from) if s.entry in gone else s for s in spans]
        version = _publish(effective_from, kept, by=by, now=now, text=_Text(pack_text, dict(layers)))
        for entry, why in gone.items():
            reason = f"新文本不再适用：{why}"[:300]
            OverlayEntry.objects.filter(pk=entry).update(withdrawn_in=version, withdrawal_reason=reason)
    return version


def settle(
    *,
    path: str,
    value: Any,
    basis: str,
    reason: str,
    effective_from: date,
    by: Actor,
    now: datetime,
    is_demo: bool = False,
) -> OverlayEntry:
    """Fill an open value, or change another, from a day on; publishes the rulebook with it.

    What stood at the path before ends on that day. The very same entry again is returned as it is. Raises `Refused`
    without the right, and a `QuestionError` whose `clause` names the words that stand against the value.
    """
    _require(by)
    if not basis.strip():
        raise NotAllowed("basis", basis, "须写明依据的文件名称和文号")
    value = plain(value)
    with transaction.atomic():
        _lock()
        standing: OverlayEntry | None = OverlayEntry.objects.filter(
            path=path, withdrawn_in__isnull=True
        ).first()
        same = {"value": value, "basis": basis, "effective_from": effective_from, "is_demo": is_demo}
        if standing and all(getattr(standing, name) == given for name, given in same.items()):
            return standing
        spans = _spans()
        ended = [span.entry for span in spans if span.path == path and span.outlasts(effective_from)]
        spans = [replace(span, ends=effective_from) if span.entry in ended else span for span in spans]
        spans.append(_Span(None, path, value, effective_from, None))
        version = _publish(effective_from, spans, by=by.person, now=now)
        OverlayEntry.objects.filter(pk__in=ended).update(
            withdrawn_in=version, withdrawal_reason="已由新的取值代替"
        )
        entry: OverlayEntry = OverlayEntry.objects.create(
            version=version, path=path, reason=reason, entered_by=by.person, entered_at=now, **same
        )
    return entry


def withdraw(entry: OverlayEntry, *, by: Actor, now: datetime, reason: str) -> RulebookVersion:
    """Take an entry back from today on (one that had not begun: altogether); publishes the rulebook without it.

    Decisions made by it stay as they are. Raises `Refused` without the right, `NotAllowed` when it was withdrawn before
    or no reason is given.
    """
    _require(by)
    if not reason.strip():
        raise NotAllowed("reason", reason, "须写明撤回原因")
    with transaction.atomic():
        _lock()
        entry = OverlayEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if entry.withdrawn_in_id is not None:
            raise NotAllowed("entry", entry.path, "这一条目已经撤回")
        day = max(timezone.localdate(now), entry.effective_from)
        spans = [replace(span, ends=day) if span.entry == entry.pk else span for span in _spans()]
        version = _publish(day, spans, by=by.person, now=now)
        entry.withdrawn_in, entry.withdrawal_reason = version, reason
        entry.save(update_fields=["withdrawn_in", "withdrawal_reason"])
    return version


# ── publishing ──────────────────────────────────────────────────────────────────────────────────────────────────


def _require(by: Actor) -> None:
    if by.tenant.pk != tenant_id() or not by.may(Capability.CONFIGURE, queries.top_place().path):
        raise Refused("只有本级的系统管理员可以发布规则和补充设定。")


def _lock() -> None:
    """One publication of a tenant at a time; other work, which only refers to the tenant, goes on."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id())


def _check_adoptable(pack: Pack, layers: Mapping[str, str]) -> None:
    if pack.is_layer:
        raise NotAllowed("pack", pack.id, f"“{pack.identity.name}”是共用的法规层，不能单独启用")
    if lacking := [name for name in pack.model.stands_on if name not in layers]:
        raise NotAllowed("layers", lacking, f"缺少这份规则所依据的法规层：{'、'.join(lacking)}")


def _misfit(rulebook: Rulebook, span: _Span) -> str:
    """Why the text does not take the value; empty when it does."""
    try:
        rulebook.validate_overlay(span.path, span.value)
    except QuestionError as error:
        return error.message
    return ""


def _spans() -> list[_Span]:
    rows = OverlayEntry.objects.order_by("id").values_list(
        "pk", "path", "value", "effective_from", "withdrawn_in__effective_from"
    )
    return [_Span(*row) for row in rows]


def _publish(
    day: date, spans: Iterable[_Span], *, by: Person | None, now: datetime, text: _Text | None = None
) -> RulebookVersion:
    """Write the version of `day`, then those of every later day that was planned before; returns the first.

    A new text takes the place of the one in force on `day`, up to the next text already adopted for a later day.
    """
    timeline = list(queries.versions())
    before = _on(timeline, day)
    if text is None and before is None:
        first = min((version.effective_from for version in timeline), default=None)
        sentence = f"规则自{first:%Y-%m-%d}起启用，生效日期不能早于这一天" if first else "还没有启用规则"
        raise NotAllowed("effective_from", day.isoformat(), sentence)
    replaced = before.pack_hash if before else None
    number = timeline[0].number if timeline else 0
    written: list[RulebookVersion] = []
    for on in sorted(
        {day} | {version.effective_from for version in timeline if version.effective_from > day}
    ):
        old = _on(timeline, on)
        said = _said(old, text, is_replaced=on == day or (old is not None and old.pack_hash == replaced))
        overlay = {span.path: span.value for span in spans if span.holds(on)}
        pack, stack = queries.texts(said.pack, said.layers)
        rulebook = Rulebook(pack, layers=stack, overlay=overlay)
        number += 1
        written.append(
            RulebookVersion.objects.create(
                number=number,
                pack_id=pack.id,
                pack_text=said.pack,
                pack_hash=rulebook.version,
                layers=dict(said.layers),
                overlay=overlay,
                overlay_hash=rulebook.overlay_hash or "",
                effective_from=on,
                published_by=by,
                published_at=now,
            )
        )
    return written[0]


def _said(old: RulebookVersion | None, text: _Text | None, *, is_replaced: bool) -> _Text:
    """The text of a version to be written: the new one where it takes the old one's place, else the old one again."""
    if text is not None and (is_replaced or old is None):
        return text
    if old is None:
        raise LookupError("No text is in force on that day.")  # the caller has refused such a day before
    return _Text(old.pack_text, old.layers)


def _on(timeline: Iterable[RulebookVersion], on: date) -> RulebookVersion | None:
    """The version in force on a day; the timeline has the highest number first."""
    return next((version for version in timeline if version.effective_from <= on), None)
