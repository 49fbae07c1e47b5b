"""What was reported of a month, confirmed or sent back by the district."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor, Refused
from projects import months
from projects.enums import ProgressState
from projects.errors import NotPossible
from projects.models import Progress, WorksItem
from projects.services.acting import confirmer
from projects.services.reporting import Known


@dataclass(frozen=True)
class Confirmed:
    """What came of confirming several rows: those confirmed, and why each of the others stays."""

    rows: list[Progress]
    left: list[tuple[Progress, str]]


def confirm_progress(rows: Iterable[Progress], *, by: Actor, now: datetime) -> Confirmed:
    """Confirm what was reported, as it was read: a row that has changed since `reported_at` of the one given stays.

    For an organisation of the district or above that did not report it. Each row on its own; raises `Refused` or
    `NotPossible` with the first reason where none can be confirmed. Of two people at once one confirms, the other is
    told.
    """
    given = list(rows)
    read = {row.pk: row.reported_at for row in given}
    done, left, refusals = [], [], []
    with accounted(by, "确认形象进度"):
        items = WorksItem.objects.select_for_update(of=("self",)).order_by("id")
        known = Known.of(items.filter(pk__in={row.works_item_id for row in given}))
        held = list(
            Progress.objects.filter(pk__in=read)
            .select_related("works_item__neighbourhood", "project", "confirming")
            .order_by("works_item", "month", "number")
        )
        for row in held:
            try:
                organisation = confirmer(row.works_item.neighbourhood.path, by, reported=row)
                _must_wait(row)
                if row.reported_at != read[row.pk]:
                    raise NotPossible("您打开以后，填报单位又作了修改，请核对后再确认。")
                if not row.correction_reason:
                    known.must_rise(row.works_item_id, row.month, row.physical)
            except Refused as refusal:
                refusals.append(refusal)
                left.append((row, refusal.sentence))
            except NotPossible as error:
                left.append((row, error.sentence))
            else:
                row.state, row.confirming = ProgressState.CONFIRMED.value, organisation
                row.confirmed_by, row.confirmed_for, row.confirmed_at = by.person, by.principal, now
                row.save(
                    update_fields=["state", "confirming", "confirmed_by", "confirmed_for", "confirmed_at"]
                )
                known.keep(row)
                done.append(row)
        if not done and refusals:
            raise refusals[0]
        if not done and left:
            raise NotPossible(left[0][1])
    return Confirmed(done, left)


def return_progress(row: Progress, *, reason: str, by: Actor) -> Progress:
    """Send back what was reported, saying why; it is then reported anew. By who may confirm it.

    Raises `Refused`, `NotPossible`.
    """
    if not reason.strip():
        raise NotPossible("退回须写明原因。")
    with accounted(by, reason.strip()):
        held: Progress = (
            Progress.objects.select_for_update(of=("self",))
            .select_related("works_item__neighbourhood", "confirming")
            .get(pk=row.pk)
        )
        organisation = confirmer(held.works_item.neighbourhood.path, by, reported=held)
        _must_wait(held)
        held.state, held.return_reason = ProgressState.RETURNED.value, reason.strip()
        held.confirming = organisation
        held.save(update_fields=["state", "return_reason", "confirming"])
    return held


def _must_wait(row: Progress) -> None:
    if row.state == ProgressState.REPORTED:
        return
    who = row.confirming.name if row.confirming else "其他单位"
    done = "确认" if row.state == ProgressState.CONFIRMED else "退回"
    raise NotPossible(f"{months.named(row.month)}进度已由{who}{done}，请刷新查看。")
