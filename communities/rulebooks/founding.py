"""A new tenant, whole: its tree, its rulebook, the standard roles and its first administrators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.people import services as people
from communities.people.models import Person
from communities.people.separation import Administrator
from communities.rulebooks.models import RulebookVersion
from communities.rulebooks.queries import adopted, texts
from communities.rulebooks.services import adopt
from communities.tenancy.context import enter
from communities.tenancy.divisions import Division, plant
from communities.tenancy.models import RESERVED_CODES, Tenant


class NotFounded(Exception):
    """Nothing has been written; `code` is the word for a program, `message` the sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Founding:
    """What was made. `jurisdictions` counts by level, "" for places whose level the rulebook does not name.

    `others`: the security and audit administrators that were asked for, each with the password to be told once.
    """

    tenant: Tenant
    version: RulebookVersion
    jurisdictions: Mapping[str, int]
    administrator: Person
    password: str
    unsettled: int
    others: Mapping[Administrator, tuple[Person, str]] = field(default_factory=dict)


def found(
    *,
    code: str,
    name: str,
    pack_text: str,
    layers: Mapping[str, str],
    divisions: Iterable[Division],
    administrator: str,
    security: str = "",
    audit: str = "",
    effective_from: date | None,
    now: datetime,
    is_demo: bool = False,
) -> Founding:
    """Make a tenant that stands on the pack and its layers (`{id: text}`), from the day given.

    Without one: from the day the text itself begins, else from today. All or nothing. The three administrators are
    given by user name (`administrator` the system's; the others may be appointed later by command), each with a random
    password told once. Raises `NotFounded`, `PackMistakes`, `DivisionMistake`.
    """
    pack, _ = texts(pack_text, layers)
    unit = pack.identity.unit
    if unit is None:
        raise NotFounded("not_allowed", f"{pack.id} 是共用底层，不能单独作为租户的规则包。")
    chosen = {
        Administrator.SYSTEM: administrator,
        Administrator.SECURITY: security,
        Administrator.AUDIT: audit,
    }
    usernames = {kind: username for kind, username in chosen.items() if username}
    _check(code, usernames.values())
    tenant = Tenant(code=code, name=name.strip(), unit=unit, is_demo=is_demo)
    try:
        tenant.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise NotFounded("bad_tenant", ";".join(error.messages)) from error
    period = pack.identity.period
    first_day = effective_from or (period.from_ if period else None) or now.date()
    tenant.save()
    with enter(tenant.pk):
        levels = {level.id: level.divisions for level in pack.rows("levels")}
        places = plant(divisions, levels, unit)
        version = adopt(pack_text=pack_text, layers=layers, effective_from=first_day, by=None, now=now)
        appointed = {
            kind: people.appoint_administrator(
                kind, username=username, name=f"{name}{kind.label}", on=timezone.localdate(now)
            )
            for kind, username in usernames.items()
        }
        person, password = appointed.pop(Administrator.SYSTEM)
        return Founding(
            tenant=tenant,
            version=version,
            jurisdictions=Counter(place.level for place in places),
            administrator=person,
            password=password,
            unsettled=len(adopted(version).rulebook.unsettled()),
            others=appointed,
        )


def _check(code: str, usernames: Iterable[str]) -> None:
    if code in RESERVED_CODES:
        raise NotFounded("bad_tenant", f"代码 {code} 是系统自用的地址，请换一个。")
    if Tenant.objects.filter(code=code).exists():
        raise NotFounded("tenant_exists", f"代码为 {code} 的租户已经存在。")
    wanted = list(usernames)
    taken = Person.objects.filter(username__in=wanted).values_list("username", flat=True).first()
    twice = next((username for username in wanted if wanted.count(username) > 1), None)
    if taken or twice:
        raise NotFounded("username_taken", f"用户名 {taken or twice} 已被使用，请换一个。")
