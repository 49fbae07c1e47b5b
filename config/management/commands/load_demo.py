"""Load the demonstration once, and print its logins each time: `load_demo`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config.demonstration.cast import PASSWORD, PLAYS
from config.demonstration.story import tell


class Command(BaseCommand):
    requires_system_checks = []  # migrate, which ran before, has made them
    help = "Load the three demonstration tenants, unless they are there, and print the logins."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Demonstration: loading the tenants, this takes about a minute the first time ...")
        with transaction.atomic():
            made = tell(timezone.now())
        self.stdout.write("Demonstration: loaded." if made else "Demonstration: already there.")
        self.stdout.write(f"Logins of the demonstration only, all with the password {PASSWORD}")
        for play in PLAYS:
            self.stdout.write(
                f"  {play.name} (/{play.code}/): {' '.join(login.username for login in play.logins)}"
            )
