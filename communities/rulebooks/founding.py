"""A new tenant, whole: its tree, its rulebook, the standard roles and one administrator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from communities.people import services as people
from communities.people.models import Person
from communities.rulebooks.models import RulebookVersion
from communities.rulebooks.queries import adopted, texts
from communities.rulebooks.services import adopt
from communities.tenancy.context import enter
from communities.tenancy.divisions import Division, plant
from communities.tenancy.models import RESERVED_CODES, Tenant

ADMINISTRATOR = "system-administrator"


class NotFounded(Exception):
    """Nothing has been written; `code` is the word for a program, `message` the sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Founding:
    """What was made. `jurisdictions` counts by level, "" for places whose level the rulebook does not name."""

    tenant: Tenant
    version: RulebookVersion
    jurisdictions: Mapping[str, int]
    administrator: Person
    password: str
    unsettled: int


def found(
    *,
    code: str,
    name: str,
    pack_text: str,
    layers: Mapping[str, str],
    divisions: Iterable[Division],
    administrator: str,
    effective_from: date | None,
    now: datetime,
    is_demo: bool = False,
) -> Founding:
    """Make a tenant that stands on the pack and its layers (`{id: text}`), from the day given.

    Without one: from the day the text itself begins, else from today. All or nothing. The administrator manages
    people and rules and does no business; the random password is told once. Raises `NotFounded`, `PackMistakes`,
    `DivisionMistake`.
    """
    pack, _ = texts(pack_text, layers)
    unit = pack.identity.unit
    if unit is None:
        raise NotFounded("not_allowed", f"{pack.id} 是共用底层，不能单独作为租户的规则包。")
    _check(code, administrator)
    tenant = Tenant(code=code, name=name.strip(), unit=unit, is_demo=is_demo)
    try:
        tenant.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise NotFounded("bad_tenant", ";".join(error.messages)) from error
    period = pack.identity.period
    first_day = effective_from or (period.from_ if period else None) or now.date()
    password = people.random_password()
    tenant.save()
    with enter(tenant.pk):
        levels = {level.id: level.divisions for level in pack.rows("levels")}
        places = plant(divisions, levels, unit)
        version = adopt(pack_text=pack_text, layers=layers, effective_from=first_day, by=None, now=now)
        roles = people.create_standard_roles()
        person = people.create_person(
            username=administrator, name=f"{name}系统管理员", password=password, must_change_password=True
        )
        people.appoint(person=person, role=roles[ADMINISTRATOR], jurisdiction=places[0], starts_on=now.date())
        return Founding(
            tenant=tenant,
            version=version,
            jurisdictions=Counter(place.level for place in places),
            administrator=person,
            password=password,
            unsettled=len(adopted(version).rulebook.unsettled()),
        )


def _check(code: str, administrator: str) -> None:
    if code in RESERVED_CODES:
        raise NotFounded("bad_tenant", f"代码 {code} 是系统自用的地址，请换一个。")
    if Tenant.objects.filter(code=code).exists():
        raise NotFounded("tenant_exists", f"代码为 {code} 的租户已经存在。")
    if Person.objects.filter(username=administrator).exists():
        raise NotFounded("username_taken", f"用户名 {administrator} 已被使用，请换一个。")
