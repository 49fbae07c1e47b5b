"""Brings a register in from a spreadsheet, without a browser and by the same services."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.imports.dry_run import DryRun, totals_as_json
from communities.neighbourhoods.imports.services import import_at_once, rehearse_file
from communities.neighbourhoods.register import Remark, UnusableFile
from communities.people.enums import Capability
from communities.people.models import Person
from communities.people.rights import Actor, Seat
from communities.tenancy.commands import TenantCommand, Unusable
from communities.tenancy.models import Jurisdiction, Tenant

SYSTEM = "system"
"""Login of the person in whose name the installation itself works; nobody can log in as it."""


class Command(TenantCommand):
    """`import_register --tenant CODE FILE [--commit] [--clean-rows] [--user U] [--json]`; see docs/commands."""

    help = "Read a register; without --commit a dry run that writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--commit", action="store_true", help="write the rows")
        parser.add_argument(
            "--clean-rows", action="store_true", help="write the rows without errors, leave the others out"
        )
        parser.add_argument("--user", default="", metavar="U", help="in whose name; default: the system")

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        path: Path = options["file"]
        now = timezone.now()
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Unusable("missing_file", f"文件 {path} 无法读取（{error.strerror}）。") from None
        place: Jurisdiction = Jurisdiction.objects.get(parent__isnull=True)
        by = _operator(tenant, place, options["user"])
        try:
            seen, rehearsed = rehearse_file(content, filename=path.name, place=place, by=by, now=now)
        except UnusableFile as unusable:
            raise Unusable(unusable.code, unusable.message) from None
        commits = options["commit"] and (options["clean_rows"] or not rehearsed.left_out)
        if commits:
            try:
                import_at_once(
                    content,
                    filename=path.name,
                    seen=seen,
                    rehearsed=rehearsed,
                    place=place,
                    by=by,
                    now=now,
                )
            except ValidationError as refused:
                raise Unusable("refused", "".join(refused.messages)) from None
        return _answer(rehearsed, committed=commits), 1 if rehearsed.left_out else 0

    def words(self, answer: dict[str, Any]) -> str:
        """The answer for a person at a terminal."""
        totals = answer["totals"]
        lines = [
            "已写入。" if answer["committed"] else "试运行，未写入任何数据。",
            f"新增 {answer['created']} 行，更新 {answer['updated']} 行，未变 {answer['unchanged']} 行；"
            f"有错 {len({error['row'] for error in answer['errors']})} 行，存疑 {len(answer['queries'])} 处。",
            f"合计：{totals['neighbourhoods']} 个小区，{totals['buildings']} 栋，{totals['households']} 户，"
            f"{totals['area_wan_m2']} 万㎡。",
        ]
        for title, remarks in (("错误", answer["errors"]), ("存疑", answer["queries"])):
            lines += [
                f"{title}：第 {r['row']} 行 {r['column']} 列“{r['value']}”：{r['message']}" for r in remarks
            ]
        return "\n".join(lines)


def _operator(tenant: Tenant, place: Jurisdiction, username: str) -> Actor:
    """Who the command acts as: full rights in the whole tenant, in the name of a person."""
    person = Person.objects.filter(username=username or SYSTEM).first()
    if person is None and username:
        raise Unusable("unknown_user", f"没有用户 {username}。")
    if person is None:
        person = Person(username=SYSTEM, name="系统", is_active=False)
        person.set_unusable_password()
        person.save()
    seat = Seat(frozenset(Capability), place.path, place.name, "命令行", None)
    return Actor(person, tenant, (seat,))


def _answer(done: DryRun, *, committed: bool) -> dict[str, Any]:
    reading = done.reading
    return {
        "committed": committed,
        "created": done.plan.created,
        "updated": done.plan.updated,
        "unchanged": done.plan.unchanged,
        "totals": totals_as_json(reading.totals),
        "districts": [
            {"code": section.code, "name": section.name, **totals_as_json(section.summed)}
            for section in reading.districts
        ],
        "errors": [_remark(remark) for remark in reading.errors],
        "queries": [_remark(remark) for remark in reading.queries],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    expected = f"应为{remark.expected}" if remark.expected else ""
    message = "；".join(part for part in (remark.message, expected, remark.remedy) if part)
    return {"row": remark.row, "column": remark.column, "value": remark.value, "message": message}
