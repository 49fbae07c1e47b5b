"""A tenant deleted, with a waiting time: `delete_tenant CODE --reason WHY`, later `--execute --confirm CODE`.

Runs as the owner of the database (manage.py): the runtime role may not take away history.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from communities.closing import services
from communities.closing.answering import ClosingCommand
from communities.closing.deleting import delete_whole
from communities.closing.errors import NotPossible
from communities.tenancy.models import Tenant


class Command(ClosingCommand):
    help = "Ask for the deletion of a suspended and exported tenant; when its day has come, carry it out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True)
        parser.add_argument(
            "--export-sha256", default="", metavar="HEX", help="of the export; default: the newest"
        )
        parser.add_argument("--execute", action="store_true", help="delete, when the waiting time is over")
        parser.add_argument(
            "--confirm", default="", metavar="CODE", help="the code once more, with --execute"
        )
        parser.add_argument(
            "--now", action="store_true", help="always refused: nothing is deleted without waiting"
        )

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        now = timezone.now()
        if options["now"]:
            raise NotPossible("must_wait", "不能立即删除：先申请，等待期满后用 --execute 执行。")
        if not options["execute"]:
            held = services.ask_deletion(
                tenant, reason=options["reason"], export_sha256=options["export_sha256"], now=now
            )
            return {"tenant": held.code, "delete_after": timezone.localtime(held.delete_after).isoformat()}
        if options["confirm"] != tenant.code:
            raise NotPossible("not_confirmed", f"请以 --confirm {tenant.code} 确认要删除的租户。")
        done = delete_whole(tenant, reason=options["reason"], now=now)
        return {
            "tenant": tenant.code,
            "rows": sum(done.rows.values()),
            "files": done.files,
            "people": done.people,
            "tombstone": done.stone.pk,
            "signature": done.stone.signature,
        }
