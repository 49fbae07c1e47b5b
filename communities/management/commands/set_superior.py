"""To whom a tenant submits its frozen figures: `set_superior CODE --superior CODE2`, or `--none`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from communities.closing import services
from communities.closing.answering import ClosingCommand
from communities.closing.errors import NotPossible
from communities.tenancy.models import Tenant


class Command(ClosingCommand):
    help = "Name the tenant that another one submits its figures to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        whom = parser.add_mutually_exclusive_group(required=True)
        whom.add_argument("--superior", metavar="CODE")
        whom.add_argument("--none", action="store_true", help="to nobody from now on")

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        superior = None
        if options["superior"]:
            superior = Tenant.objects.filter(code=options["superior"]).first()
            if superior is None:
                raise NotPossible("unknown_tenant", f"没有代码为 {options['superior']} 的租户。")
        held = services.set_superior(tenant, superior=superior)
        return {"tenant": held.code, "superior": superior.code if superior else None}
