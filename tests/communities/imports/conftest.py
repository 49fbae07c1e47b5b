from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from communities.people import services
from communities.people.models import Person
from communities.people.rights import Actor, actor_for
from communities.rulebooks.services import adopt
from communities.tenancy.context import enter
from communities.tenancy.divisions import plant, read_divisions
from communities.tenancy.models import Jurisdiction, Tenant
from tests.cast import DIVISIONS, PASSWORD, TODAY, rulebook
from tests.communities.register.sheets import REGISTERS

FILES = {"qingdao": "qingdao-2023-register.xlsx", "wulong": "wulong-2021-register.xlsx"}


@dataclass
class City:
    """A tenant with its whole real tree, its register, and a clerk at the top."""

    tenant: Tenant
    clerk: Actor

    @property
    def register(self) -> bytes:
        return (REGISTERS / FILES[self.tenant.code.removeprefix("real-")]).read_bytes()

    @property
    def filename(self) -> str:
        return FILES[self.tenant.code.removeprefix("real-")]

    def place(self, code: str = "") -> Jurisdiction:
        """The place with that code, or the top."""
        found: Jurisdiction = (
            Jurisdiction.objects.get(code=code) if code else Jurisdiction.objects.get(parent__isnull=True)
        )
        return found

    def officer(self, login: str, role: str, code: str = "") -> Actor:
        """Somebody with a standard role at a place."""
        person = Person.objects.create_user(f"{self.tenant.code}-{login}", PASSWORD, name=login)
        services.appoint(
            person=person,
            role=services.create_standard_roles()[role],
            jurisdiction=self.place(code),
            starts_on=date(2020, 1, 1),
        )
        actor = actor_for(person=person, tenant=self.tenant, on=TODAY)
        assert actor is not None
        return actor


def build(code: str, name: str, adopted: date) -> City:
    """The tenant as `create_tenant` founds it, with a clerk who may do everything with the register."""
    text, pack, layers = rulebook(code)
    tenant = Tenant.objects.create(code=f"real-{code}", name=name, unit=pack.identity.unit or "")
    with enter(tenant.pk):
        levels = {level.id: level.divisions for level in pack.rows("levels")}
        top = plant(read_divisions(DIVISIONS / f"{code}.csv.gz"), levels, tenant.unit)[0]
        roles = services.create_standard_roles()
        adopt(pack_text=text, layers=layers, effective_from=adopted, by=None, now=timezone.now())
        person = Person.objects.create_user(f"{code}-clerk", PASSWORD, name="经办")
        services.appoint(person=person, role=roles["clerk"], jurisdiction=top, starts_on=date(2020, 1, 1))
        clerk = actor_for(person=person, tenant=tenant, on=TODAY)
        assert clerk is not None
    return City(tenant, clerk)


@pytest.fixture
def real_qingdao(db: None) -> City:
    return build("qingdao", "青岛市", date(2023, 1, 1))


@pytest.fixture
def real_wulong(db: None) -> City:
    return build("wulong", "武隆区", date(2021, 1, 1))
