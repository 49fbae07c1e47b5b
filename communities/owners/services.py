"""Writing the register of owners, showing what stands in it, taking it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.services import note
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.owners.errors import Doubtful
from communities.owners.models import Dwelling
from communities.owners.queries import identity_hash, phone_hash
from communities.owners.sheets import full_sheet
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.privacy import numbers
from communities.records import expiring
from communities.records.models import Job
from communities.records.revealing import reason_of, reveal

FIELDS = ("building", "room", "floor_area", "owner", "phone", "identity")
PERSONAL = ("owner", "phone", "identity")
LONGEST = {"room": 60, "owner": 60, "phone": 30, "identity": 30}


def create(
    neighbourhood: Neighbourhood, *, values: Mapping[str, Any], confirmed: bool, by: Actor, now: datetime
) -> Dwelling:
    """Register a dwelling by its `FIELDS`. Raises `Refused`, `Doubtful` (unless `confirmed`), `ValidationError`."""
    with accounted(by, "登记业主名册"):
        row = hold(neighbourhood)
        by.require(Capability.ADD, row.path)
        made = Dwelling(neighbourhood=row, entered_by=by.person, entered_at=now)
        return _write(made, values, confirmed=confirmed, now=now)


def correct(
    dwelling: Dwelling, *, values: Mapping[str, Any], reason: str, confirmed: bool, by: Actor, now: datetime
) -> Dwelling:
    """Change the fields named in `values`, the others stay. Raises `Refused`, `Doubtful`, `ValidationError`."""
    if not reason.strip():
        raise ValidationError({"reason": "请写明更正的原因。"})
    with accounted(by, reason.strip()):
        row = hold(dwelling.neighbourhood)
        by.require(Capability.EDIT, row.path)
        held = Dwelling.objects.select_for_update(of=("self",)).get(pk=dwelling.pk)
        return _write(held, values, confirmed=confirmed, now=now)


def hold(neighbourhood: Neighbourhood) -> Neighbourhood:
    """The neighbourhood held until the transaction ends. Raises `ValidationError` when it was merged away."""
    held: Neighbourhood = Neighbourhood.objects.select_for_update(of=("self",)).get(pk=neighbourhood.pk)
    if held.merged_into_id:
        raise ValidationError("本小区已并入其他小区，业主名册请在保留的小区登记。")
    return held


def doubts(values: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """What looks wrong, by field, in words without the number itself."""
    found = {
        "phone": numbers.doubt_of_phone(str(values.get("phone") or "")),
        "identity": numbers.doubt_of_identity(str(values.get("identity") or ""), timezone.localdate(now)),
    }
    return {field: said for field, said in found.items() if said}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are kept. Raises `ValidationError` for one that was masked, or is too long."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"not a field of a dwelling: {', '.join(sorted(unknown))}")
    read = dict(values)
    for name, tidy in (
        ("room", _text),
        ("owner", _text),
        ("phone", numbers.phone),
        ("identity", numbers.identity),
    ):
        if name in read:
            read[name] = tidy(str(read[name] or ""))
    wrong = {}
    for name in (*PERSONAL, "room"):
        text = str(read.get(name, ""))
        if name in PERSONAL and ("*" in text or "＊" in text):
            wrong[name] = "这是遮盖后的内容，不能当作资料保存。"
        elif len(text) > LONGEST[name]:
            wrong[name] = f"最多 {LONGEST[name]} 个字。"
    if "room" in read and not read["room"]:
        wrong["room"] = "请填写房号。"
    if wrong:
        raise ValidationError(wrong)
    return read


def fill(dwelling: Dwelling, read: Mapping[str, Any]) -> bool:
    """Put values from `plain` into the row, hashes with them; whether anything changed."""
    changed = False
    for name, value in read.items():
        changed |= getattr(dwelling, name) != value
        setattr(dwelling, name, value)
    if "phone" in read:
        dwelling.phone_hash = phone_hash(read["phone"])
    if "identity" in read:
        dwelling.identity_hash = identity_hash(read["identity"])
    return changed


def show(dwelling: Dwelling, *, reason: str, by: Actor) -> dict[str, str]:
    """The owner's name and numbers in full, on record. Raises `Refused`, `ValidationError`."""
    row = dwelling.neighbourhood
    return reveal(dwelling, PERSONAL, path=row.path, reason=reason, by=by, name=name_of(dwelling))


def name_of(dwelling: Dwelling) -> str:
    """What people call it: neighbourhood, building, room."""
    building = dwelling.building.name if dwelling.building else ""
    return f"{dwelling.neighbourhood.name} {building}{dwelling.room}"


def searched(*, found: int, by: Actor) -> None:
    """Keep on record that somebody looked for an owner by number, not which number."""
    note(Action.PERSONAL, f"按号码查找业主，找到 {found} 户", by=by)


def export_full(neighbourhood: Neighbourhood, *, reason: str, by: Actor, now: datetime) -> Job:
    """The register with names and numbers in full, as a file that only `by` opens, for some hours.

    Needs both rights at the place, and a reason that stays on record. Raises `Refused`, `ValidationError`.
    """
    by.require(Capability.EXPORT, neighbourhood.path)
    by.require(Capability.PERSONAL, neighbourhood.path)
    said = reason_of(reason)
    on = timezone.localdate(now)
    job = expiring.produce(
        full_sheet(neighbourhood),
        title=f"{neighbourhood.name}业主名册（全文）",
        filename=f"{neighbourhood.name}业主名册全文{on:%Y%m%d}.xlsx",
        jurisdiction=neighbourhood.jurisdiction,
        by=by,
        now=now,
    )
    note(
        Action.PERSONAL,
        f"导出业主名册全文，共 {job.total} 户",
        by=by,
        about=neighbourhood,
        name=neighbourhood.name,
        reason=said,
    )
    return job


def _write(dwelling: Dwelling, values: Mapping[str, Any], *, confirmed: bool, now: datetime) -> Dwelling:
    read = plain(values)
    _check_building(dwelling, read)
    if not confirmed and (found := doubts(read, now)):
        raise Doubtful(found)
    fill(dwelling, read)
    if _twins(dwelling):
        raise ValidationError({"room": "这个房号已登记。"})
    dwelling.save()
    return dwelling


def _check_building(dwelling: Dwelling, read: Mapping[str, Any]) -> None:
    building = read.get("building")
    if building is not None and building.neighbourhood_id != dwelling.neighbourhood_id:
        raise ValidationError({"building": "请选择本小区的楼栋。"})


def _twins(dwelling: Dwelling) -> bool:
    same = Dwelling.objects.filter(
        neighbourhood=dwelling.neighbourhood_id, building=dwelling.building_id, room=dwelling.room
    )
    if dwelling.building_id is None:
        same = Dwelling.objects.filter(
            neighbourhood=dwelling.neighbourhood_id, building__isnull=True, room=dwelling.room
        )
    return bool(same.exclude(pk=dwelling.pk).exists())


def _text(text: str) -> str:
    return " ".join(text.split())
