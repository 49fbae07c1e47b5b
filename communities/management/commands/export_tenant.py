"""A tenant taken out whole: `export_tenant CODE --to DIRECTORY_OR_FILE.zip [--with-personal-data]`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from communities.closing.answering import ClosingCommand
from communities.closing.exporting import export_whole
from communities.tenancy.models import Tenant


class Command(ClosingCommand):
    help = "Write every row, every file and every rulebook text of a tenant into one archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--to", required=True, type=Path, metavar="DIR_or_FILE.zip")
        parser.add_argument(
            "--with-personal-data", action="store_true", help="phones and the like decrypted; else left out"
        )

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        done = export_whole(
            tenant,
            to=options["to"],
            with_personal_data=options["with_personal_data"],
            now=timezone.now(),
        )
        return {
            "tenant": tenant.code,
            "file": str(done.path),
            "sha256": done.sha256,
            "rows": sum(done.rows.values()),
            "files": done.files,
            "files_missing": done.missing,
            "files_differing": done.differing,
        }

    def code_of(self, answer: dict[str, Any]) -> int:
        """In part, when a file was not as it stood on record."""
        return 1 if answer["files_missing"] or answer["files_differing"] else 0
