#!/usr/bin/env python3
"""Django's command line.

Commands that change the schema or take history away run as the database's owner, others as the runtime role.
"""

from __future__ import annotations

import os
import sys

OWNER_COMMANDS = {"migrate", "sqlmigrate", "pgtrigger", "dbshell", "delete_tenant", "bench_rights"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ["HUANJU_AS_OWNER"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
