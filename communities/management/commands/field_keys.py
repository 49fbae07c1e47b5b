"""Which keys of personal data are in use, and by how many rows: `field_keys`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from communities.privacy import keys, rotating
from communities.tenancy.commands import ObjectCommand
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant


class Command(ObjectCommand):
    help = "Count the rows under each key of FIELD_KEYS, current rows and history apart. Exit 1: a key is missing."

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        _count(found, is_owned=False)
        for tenant in Tenant.objects.order_by("pk").values_list("pk", flat=True):
            with enter(tenant):
                _count(found, is_owned=True)
        ring = keys.ring()
        listed = {
            name: {
                "is_here": name in ring,
                "is_current": name == keys.current(),
                "rows": found[name]["rows"],
                "history": found[name]["history"],
                "may_be_dropped": name != keys.current() and not found[name].total(),
            }
            for name in sorted({*ring, *found})
        }
        missing = [name for name, said in listed.items() if not said["is_here"]]
        return {"keys": listed, "missing": missing}, int(bool(missing))

    def words(self, answer: dict[str, Any]) -> str:
        lines = []
        for name, said in answer["keys"].items():
            state = "当前" if said["is_current"] else "旧" if said["is_here"] else "缺失！"
            drop = "，可以从 FIELD_KEYS 删去" if said["is_here"] and said["may_be_dropped"] else ""
            lines.append(f"{name}（{state}）：现行 {said['rows']} 处，历史 {said['history']} 处{drop}")
        return "\n".join(lines)


def _count(found: dict[str, Counter[str]], *, is_owned: bool) -> None:
    for column in rotating.columns(is_owned=is_owned):
        kind = "history" if column.is_history else "rows"
        for name, count in rotating.counts(column).items():
            found[name[:16]][kind] += count
