"""A token of the JSON interface for a person in a tenant: `api_token --tenant CODE --user USERNAME`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from communities.people import tokens
from communities.people.models import Person
from communities.people.rights import actor_for
from communities.tenancy.commands import TenantCommand, Unusable
from communities.tenancy.models import Tenant


class Command(TenantCommand):
    help = "Print a token of the JSON interface. It is shown once; only its hash is kept."
    words_are_the_product = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--user", required=True, metavar="USERNAME")

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        person = Person.objects.filter(username=options["user"], is_active=True).first()
        if person is None or actor_for(person=person, tenant=tenant, on=timezone.localdate()) is None:
            raise Unusable("unknown_user", f"{tenant.name}没有在职的用户 {options['user']}。")
        token = tokens.issue(person=person, tenant=tenant)
        return {"tenant": tenant.code, "user": person.username, "token": token}, 0

    def words(self, answer: dict[str, Any]) -> str:
        return str(answer["token"])
