"""Personal data under the current key: `rotate_keys [--dry-run]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from communities.audit.enums import Action
from communities.audit.services import note
from communities.privacy import keys, rotating
from communities.privacy.fields import Unreadable
from communities.tenancy.commands import ObjectCommand, Unusable
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant


class Command(ObjectCommand):
    help = "Write personal data anew under the first key of FIELD_KEYS. History stays as it is: keep the old keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="count, write nothing")

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        is_dry = bool(options["dry_run"])
        try:
            turned = {"": _turn(is_owned=False, is_dry=is_dry)}
            for tenant in Tenant.objects.order_by("pk"):
                with enter(tenant.pk):
                    turned[tenant.code] = _turn(is_owned=True, is_dry=is_dry)
                    if turned[tenant.code] and not is_dry:
                        what = f"个人信息换用密钥 {keys.current()}，共 {turned[tenant.code]} 处"
                        note(Action.COMMAND, what, by=None)
        except keys.UnknownKey as unknown:
            raise Unusable("unknown_key", f"FIELD_KEYS 中没有密钥 {unknown.name}，请先放回。") from unknown
        except Unreadable as broken:
            raise Unusable("unreadable", f"有密文打不开，没有改动它所在的租户：{broken}") from broken
        return {
            "key": keys.current(),
            "dry_run": is_dry,
            "turned": sum(turned.values()),
            "tenants": {code: count for code, count in turned.items() if code},
        }, 0

    def words(self, answer: dict[str, Any]) -> str:
        done = "需要换用" if answer["dry_run"] else "已换用"
        return f"{answer['turned']} 处{done}密钥 {answer['key']}。历史记录仍用旧密钥，旧密钥请保留（见 field_keys）。"


def _turn(*, is_owned: bool, is_dry: bool) -> int:
    total = 0
    for column in rotating.columns(is_owned=is_owned):
        if column.is_history:
            continue
        if is_dry:
            total += sum(n for name, n in rotating.counts(column).items() if name != keys.current())
        else:
            total += rotating.rotate(column)
    return total
