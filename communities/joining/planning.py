"""What a roster would do: row by row, the same questions as the page asks of one person."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from communities.joining.reading import Row
from communities.people import queries
from communities.people.enums import Capability
from communities.people.forms.joining import PHONE
from communities.people.models import Organisation, Person, Role
from communities.people.rights import Actor
from communities.people.services.appointing import check_place
from communities.tenancy.models import Jurisdiction

DAY = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$")


@dataclass
class Plan:
    """One row and what it will do: the values as `services.engage` takes them, or what is wrong, in words."""

    row: Row
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether it can be written."""
        return not self.errors


class Known:
    """What the rows name, looked up at once and only where the actor manages accounts. Four queries."""

    def __init__(self, rows: list[Row], actor: Actor) -> None:
        self.organisations: dict[str, list[Organisation]] = {}
        wanted = {row.organisation for row in rows if row.organisation}
        for organisation in queries.with_members(actor, Capability.PEOPLE).filter(name__in=wanted):
            self.organisations.setdefault(organisation.name, []).append(organisation)
        self.places: dict[str, list[Jurisdiction]] = {}
        named = {row.place for row in rows if row.place}
        mine = queries.places(actor, Capability.PEOPLE)
        for place in mine.filter(Q(code__in=named) | Q(name__in=named)):
            self.places.setdefault(place.code, []).append(place)
            self.places.setdefault(place.name, []).append(place)
        self.roles: dict[str, Role] = {role.name: role for role in queries.given_roles()}
        usernames = Counter(row.username for row in rows if row.username)
        self.twice = {username for username, times in usernames.items() if times > 1}
        self.taken = set(
            Person.objects.filter(username__in=list(usernames)).values_list("username", flat=True)
        )


def plan(rows: list[Row], *, actor: Actor, on: date) -> list[Plan]:
    """What writing the rows would do. A row without a first day begins on `on`."""
    known = Known(rows, actor)
    return [_planned(row, known, on) for row in rows]


def _planned(row: Row, known: Known, on: date) -> Plan:
    made = Plan(row)
    _person(made, known)
    _post(made, known)
    _period(made, on)
    if made.is_good:
        try:
            check_place(made.values["organisation"], made.values["jurisdiction"], made.values["ends_on"])
        except ValidationError as error:
            made.errors += error.messages
    return made


def _person(made: Plan, known: Known) -> None:
    row = made.row
    if not row.name:
        made.errors.append("没有填姓名。")
    if not row.username:
        made.errors.append("没有填用户名。")
    elif row.username in known.taken:
        made.errors.append(
            f"用户名“{row.username}”已有账号，导入不改动原有账号。请换一个，或在“人员”中办理。"
        )
    elif row.username in known.twice:
        made.errors.append(f"用户名“{row.username}”在表中出现了不止一次。")
    try:
        if row.phone:
            PHONE(row.phone)
    except ValidationError as error:
        made.errors += error.messages
    made.values |= {"name": row.name, "username": row.username, "phone": row.phone}


def _post(made: Plan, known: Known) -> None:
    row = made.row
    organisation = _one(made, known.organisations.get(row.organisation, []), row.organisation, "单位")
    place = _one(made, known.places.get(row.place, []), row.place, "地点")
    if not row.organisation and not row.place:
        made.errors.append("单位和任职地点至少填一项。")
    role = known.roles.get(row.role)
    if row.role and role is None:
        made.errors.append(f"没有名为“{row.role}”的角色。")
    made.values |= {
        "organisation": organisation,
        "jurisdiction": place or (organisation.jurisdiction if organisation else None),
        "proposed_role": role,
    }


def _one(made: Plan, found: list[Any], named: str, what: str) -> Any:
    """The one thing of that name; none or several is said."""
    if not named:
        return None
    if not found:
        made.errors.append(f"在您管理的范围内没有{what}“{named}”。")
        return None
    if len(found) > 1:
        advice = "请改填统计用区划代码" if what == "地点" else "请先在“单位”中区分名称"
        made.errors.append(f"有几个{what}都叫“{named}”，{advice}。")
        return None
    return found[0]


def _period(made: Plan, on: date) -> None:
    starts_on, ends_on = (_day(made, text) for text in (made.row.starts_on, made.row.ends_on))
    starts_on = starts_on or on
    if ends_on and ends_on < starts_on:
        made.errors.append("结束日期不能早于开始日期。")
    made.values |= {"starts_on": starts_on, "ends_on": ends_on}


def _day(made: Plan, typed: str) -> date | None:
    if not typed:
        return None
    found = DAY.match(typed)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    made.errors.append(f"“{typed}”不是日期，请写成 2026-11-22。")
    return None
