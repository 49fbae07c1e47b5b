"""The shape of an operator's command about one whole tenant, named by its code."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from communities.closing.errors import NotPossible
from communities.tenancy.commands import ObjectCommand, Unusable
from communities.tenancy.models import Tenant


class ClosingCommand(ObjectCommand):
    """A command that takes the tenant's code first; what it may not do is answered in a sentence, exit 2."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("code", metavar="CODE")

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        """The object; raises `NotPossible`. To be written by the command."""
        raise NotImplementedError

    def code_of(self, answer: dict[str, Any]) -> int:
        """The exit code of an answer: 0 done, 1 in part."""
        return 0

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        code = options.pop("code")
        tenant = Tenant.objects.filter(code=code).first()
        if tenant is None:
            raise Unusable("unknown_tenant", f"没有代码为 {code} 的租户。")
        try:
            answer = self.close(tenant, **options)
        except NotPossible as refused:
            raise Unusable(refused.code, refused.message) from refused
        return answer, self.code_of(answer)
