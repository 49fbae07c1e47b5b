"""One of a tenant's three administrators: `appoint_administrator --tenant T --kind KIND --username U --name N`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.people.separation import Administrator
from communities.people.services import appoint_administrator
from communities.tenancy.commands import TenantCommand, Unusable
from communities.tenancy.models import Tenant


class Command(TenantCommand):
    help = "Appoint an administrator for the whole tenant, or give one a new password; the password is told once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--kind", required=True, choices=Administrator.values)
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", required=True)

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        kind = Administrator(options["kind"])
        try:
            person, password = appoint_administrator(
                kind, username=options["username"], name=options["name"], on=timezone.localdate()
            )
        except ValidationError as error:
            raise Unusable("not_appointed", ";".join(error.messages)) from error
        return {
            "tenant": tenant.code,
            "kind": kind.value,
            "username": person.username,
            "password": password,
        }, 0
