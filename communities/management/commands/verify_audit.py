"""Prove that nothing has been taken out of the record, put into it or changed since its days were sealed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from communities.audit.enums import Action
from communities.audit.models import Tombstone
from communities.audit.origin import Origin, coming_from
from communities.audit.sealing import Fault, Proof, verify
from communities.audit.services import note
from communities.audit.tombstones import is_genuine
from communities.audit.wording import COMMANDS
from communities.tenancy.commands import ObjectCommand, Unusable
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

KINDS = {
    "missing": "有记录被删除",
    "changed": "有记录被改动",
    "added": "封存以后混入了记录",
    "columns": "表的结构变了，无法核对",
    "seal": "封存本身被改动",
    "unsealed": "这一天没有封存",
}


class Command(ObjectCommand):
    """`verify_audit [--tenant CODE] [--json]`; 0 whole, 1 broken. Its outcome is a line of the record itself."""

    help = "Recompute every sealed day of the audit record and the signatures of deleted tenants."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--tenant", default="", metavar="CODE", help="default: all tenants, and the tombstones"
        )

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        code = options["tenant"]
        tenants = list(Tenant.objects.filter(**({"code": code} if code else {})).order_by("code"))
        if code and not tenants:
            raise Unusable("unknown_tenant", f"没有代码为 {code} 的租户。")
        proofs = {tenant.code: _prove(tenant) for tenant in tenants}
        stones = [] if code else list(Tombstone.objects.order_by("pk"))
        forged = [stone.code for stone in stones if not is_genuine(stone)]
        answer = {
            "tenants": {tenant: _told(proof) for tenant, proof in proofs.items()},
            "tombstones": {"count": len(stones), "forged": forged},
        }
        return answer, 1 if forged or any(proof.faults for proof in proofs.values()) else 0

    def words(self, answer: dict[str, Any]) -> str:
        """The answer for a person at a terminal."""
        lines = [
            f"{code}：已封存 {told['days']} 天、{told['lines']} 条，{_verdict(told)}"
            for code, told in answer["tenants"].items()
        ]
        stones = answer["tombstones"]
        if stones["count"]:
            forged = f"签名不符：{'、'.join(stones['forged'])}" if stones["forged"] else "签名全部有效"
            lines.append(f"已删除租户的留痕 {stones['count']} 份，{forged}")
        return "\n".join(lines) or "还没有租户。"


def _prove(tenant: Tenant) -> Proof:
    with enter(tenant.pk), coming_from(Origin(route="verify_audit", method="COMMAND")):
        proof = verify()
        note(Action.COMMAND, COMMANDS["verify_audit"], by=None, reason=_verdict(_told(proof)))
    return proof


def _told(proof: Proof) -> dict[str, Any]:
    return {
        "ok": not proof.faults,
        "days": proof.days,
        "lines": proof.lines,
        "last": proof.last.isoformat() if proof.last else None,
        "chain": proof.chain,
        "first_fault": _fault(proof.faults[0]) if proof.faults else None,
        "faults": len(proof.faults),
    }


def _fault(fault: Fault) -> dict[str, str]:
    return {"day": fault.day.isoformat(), "table": fault.table, "kind": fault.kind}


def _verdict(told: dict[str, Any]) -> str:
    fault = told["first_fault"]
    if fault is None:
        return "与封存时完全一致" if told["days"] else "还没有封存过"
    return (
        f"不一致，最早在 {fault['day']} 的 {fault['table']}：{KINDS[fault['kind']]}（共 {told['faults']} 处）"
    )
