"""A new tenant by one command: `create_tenant CODE --name NAME --pack FILE --divisions FILE --admin USERNAME`."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

import policies
from communities.rulebooks.founding import Founding, NotFounded, found
from communities.tenancy.commands import ObjectCommand, Unusable
from communities.tenancy.divisions import DivisionMistake, read_divisions
from policies.pack import PackMistakes, load


class Command(ObjectCommand):
    help = "Create a tenant: places, rulebook, standard roles and its first administrators."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--name", required=True)
        parser.add_argument("--pack", required=True, type=Path, metavar="FILE")
        parser.add_argument("--divisions", required=True, type=Path, metavar="FILE.csv[.gz]")
        parser.add_argument("--admin", required=True, metavar="USERNAME")
        parser.add_argument("--security", default="", metavar="USERNAME")
        parser.add_argument("--audit", default="", metavar="USERNAME")
        parser.add_argument("--from", type=date.fromisoformat, metavar="DAY", dest="effective_from")

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        try:
            with transaction.atomic():
                pack = load(options["pack"])
                founding = found(
                    code=options["code"],
                    name=options["name"],
                    pack_text=options["pack"].read_text("utf-8-sig"),
                    layers={id_: _layer(id_, options["pack"]) for id_ in pack.model.stands_on},
                    divisions=read_divisions(options["divisions"]),
                    administrator=options["admin"],
                    security=options["security"],
                    audit=options["audit"],
                    effective_from=options["effective_from"],
                    now=timezone.localtime(),
                )
        except OSError as error:
            raise Unusable("missing_file", f"文件无法打开：{error.filename}") from error
        except PackMistakes as error:
            raise Unusable("pack_mistakes", str(error)) from error
        except DivisionMistake as error:
            raise Unusable("bad_divisions", str(error)) from error
        except NotFounded as error:
            raise Unusable(error.code, error.message) from error
        return _as_json(founding), 0


def _layer(id_: str, pack: Path) -> str:
    """The text of a layer: the file beside the pack, else the one shipped."""
    beside = pack.with_name(f"{id_}.yaml")
    return (beside if beside.exists() else policies.packs_dir() / f"{id_}.yaml").read_text("utf-8-sig")


def _as_json(founding: Founding) -> dict[str, Any]:
    counts = dict(founding.jurisdictions)
    unnamed = counts.pop("", 0)
    version = founding.version
    return {
        "tenant": founding.tenant.code,
        "name": founding.tenant.name,
        "unit": founding.tenant.unit,
        "rulebook": {
            "id": version.pack_id,
            "version": version.pack_hash,
            "effective_from": version.effective_from.isoformat(),
        },
        "jurisdictions": {**counts, "unnamed": unnamed},
        "admin": founding.administrator.username,
        "password": founding.password,
        "unsettled": founding.unsettled,
        **{
            kind.value: {"username": person.username, "password": password}
            for kind, (person, password) in founding.others.items()
        },
    }
