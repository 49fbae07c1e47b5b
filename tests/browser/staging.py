"""Two more tenants for the browser, each brought by the services to where a scenario begins: run as a program.

Prints `{"beijing": {...}, "zhejiang": {...}}`: the ids that the tests open. The people log in as `be-<actor>` and
`zh-<actor>` (`carrying.Carrier.login`) with `tests.cast.PASSWORD`.
"""

from __future__ import annotations

import json
import os
import sys

import django

SILENT = ("tower", "reps")
"""Whose opinions the browser gives."""


def beijing() -> dict[str, int]:
    """S7: READY, fees agreed; neither the property contract nor the clean-up is there."""
    from communities.models import Neighbourhood
    from projects.enums import State
    from tests.approvals.carrying import Carrier

    carrier = Carrier("beijing", "北京市")
    with carrier.entered():
        row = carrier.neighbourhood()
        project = carrier.project(row, ("locks", "parking"))
        carrier.until(project, State.READY)
        members = Neighbourhood.objects.filter(project_memberships__project=project)
        carrier.state_about_neighbourhood("BJ-C-fees", list(members))
        return {"project": project.pk, "neighbourhood": row.pk}


def zhejiang() -> dict[str, int]:
    """S14: a round in which all but the tower company and the residents' representatives have agreed."""
    from projects.enums import State
    from tests.approvals.carrying import Carrier

    carrier = Carrier("zhejiang", "浙江省")
    with carrier.entered():
        project = carrier.project(carrier.neighbourhood(), ("parking",))
        carrier.until(project, State.DESIGNED)
        carrier.open_gate(project, "approve")
        one = carrier.convene(project, "ZJ-R-1")
        carrier.agree(one, besides=SILENT)
        return {"project": project.pk, "round": one.pk}


def main() -> None:
    """Both tenants in one transaction."""
    from django.db import transaction

    with transaction.atomic():
        ids = {"beijing": beijing(), "zhejiang": zhejiang()}
    sys.stdout.write(f"{json.dumps(ids)}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    django.setup()
    main()
