"""Roles: named sets of the closed list of capabilities. What security administrators define."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.people import queries, separation
from communities.people.enums import STANDARD_ROLES, Capability
from communities.people.models import Membership, Role
from communities.people.rights import Actor, Refused
from communities.people.services.keeping import keeping_administrators


def create_standard_roles() -> dict[str, Role]:
    """The roles that every tenant starts with, by code; those that exist are left as they are."""
    roles = {role.code: role for role in Role.objects.all()}
    for code, name, description, capabilities in STANDARD_ROLES:
        if code not in roles:
            roles[code] = Role.objects.create(
                code=code, name=name, description=description, capabilities=[c.value for c in capabilities]
            )
    return roles


def create_role(
    *,
    name: str,
    description: str,
    capabilities: Iterable[str],
    needs_second_factor: bool = False,
    by: Actor,
) -> Role:
    """A role of the tenant's own, beside the standard ones."""
    return save_role(
        Role(code=f"own-{secrets.token_hex(4)}"),
        name=name,
        description=description,
        capabilities=capabilities,
        needs_second_factor=needs_second_factor,
        by=by,
    )


@transaction.atomic
def save_role(
    role: Role,
    *,
    name: str,
    description: str,
    capabilities: Iterable[str],
    needs_second_factor: bool | None = None,
    by: Actor,
) -> Role:
    """Name a role and say what it may do. Roles hold everywhere, so the right at the top is needed.

    Raises `ValidationError` by field where the role would mix two administrators, or make two of one person; `Refused`
    where it would give more to the one who saves it. `needs_second_factor=None` leaves that as it is.
    """
    by.require(Capability.AUTHORISE, queries.top_path())
    if role.pk:
        role = Role.objects.select_for_update().get(pk=role.pk)
    if role.retired_on:
        raise ValidationError("这个角色已停用，不能再修改。")
    wanted = set(capabilities)
    if unknown := wanted - set(Capability.values):
        raise ValidationError({"capabilities": f"没有这样的权限：{'、'.join(sorted(unknown))}"})
    _check_apart(role, wanted)
    _check_not_own(role, wanted, by)
    role.name, role.description = name.strip(), description.strip()
    role.capabilities = [capability.value for capability in Capability if capability in wanted]
    if needs_second_factor is not None:
        role.needs_second_factor = needs_second_factor
    role.full_clean(validate_constraints=False)  # said above in words, at the field
    with keeping_administrators():
        role.save()
    return role


@transaction.atomic
def retire_role(role: Role, *, on: date, by: Actor) -> Role:
    """From the day on the role is given to nobody. Only where nobody holds it or will."""
    by.require(Capability.AUTHORISE, queries.top_path())
    found: Role = Role.objects.select_for_update().get(pk=role.pk)
    if found.retired_on:
        raise ValidationError("这个角色已停用。")
    if held := queries.holders(found, on).count():
        raise ValidationError(f"还有 {held} 项任职用着“{found.name}”，不能停用。请先结束这些任职。")
    found.retired_on = on
    found.save(update_fields=["retired_on"])
    return found


def _check_apart(role: Role, wanted: set[str]) -> None:
    """A role is of one administrator at most; who grants rights or reads the record does nothing else."""
    for alone in separation.ALONE:
        if alone in wanted and len(wanted) > 1:
            raise ValidationError(
                {"capabilities": f"三员分立：“{alone.label}”须单独成为一个角色，不能与其他权限放在一起。"}
            )
    if names := queries.would_be_two(role, list(wanted)):
        raise ValidationError(
            {"capabilities": f"三员分立：{'、'.join(names)}已任另一种管理员，这样修改后就一人两任。"}
        )


def _check_not_own(role: Role, wanted: set[str], by: Actor) -> None:
    """Nobody gives himself more by way of a role that he holds."""
    more = wanted - set(role.capabilities)
    own = {by.person.pk, by.principal.pk} if by.principal else {by.person.pk}
    if role.pk and more and Membership.objects.filter(role=role, person__in=own).exists():
        raise Refused(f"您本人任“{role.name}”，给它增加权限须由其他安全管理员办理。")
