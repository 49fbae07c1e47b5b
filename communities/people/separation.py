"""Three administrators, apart (三员分立): of accounts and rules, of rights, of the record. Nobody is two of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from communities.people.enums import Capability


class Administrator(models.TextChoices):
    """One of the three."""

    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计管理员"


MARKS: dict[Administrator, tuple[Capability, ...]] = {
    Administrator.SYSTEM: (Capability.PEOPLE, Capability.CONFIGURE),
    Administrator.SECURITY: (Capability.AUTHORISE,),
    Administrator.AUDIT: (Capability.AUDIT,),
}
"""The capabilities by which a role is an administrator's."""

OFFICE: dict[Administrator, Capability] = {
    Administrator.SYSTEM: Capability.PEOPLE,
    Administrator.SECURITY: Capability.AUTHORISE,
    Administrator.AUDIT: Capability.AUDIT,
}
"""What each does for the whole tenant; where somebody does it, somebody must go on doing it."""

STANDARD: dict[Administrator, str] = {kind: f"{kind.value}-administrator" for kind in Administrator}
"""The code of the standard role of each."""

ALONE = (Capability.AUTHORISE, Capability.AUDIT)
"""Capabilities that stand alone in a role: who grants rights or reads the record does no business."""


def kind_of(capabilities: Iterable[str]) -> Administrator | None:
    """Which administrator a role with these capabilities makes; None for a role of business."""
    held = set(capabilities)
    return next((kind for kind, marks in MARKS.items() if held & set(marks)), None)


def _kind_sql(capabilities: str) -> str:
    cases = " ".join(
        f"WHEN {capabilities} && ARRAY[{', '.join(repr(mark.value) for mark in marks)}]::varchar[] THEN {number}"
        for number, marks in enumerate(MARKS.values(), start=1)
    )
    return f"CASE {cases} END"


_OVERLAP = "daterange({0}.starts_on, {0}.ends_on, '[]') && daterange({1}.starts_on, {1}.ends_on, '[]')"
_TWO = "RAISE EXCEPTION 'administrators_apart' USING ERRCODE = 'check_violation';"

MEMBERSHIP_SQL = f"""
    SELECT {_kind_sql("capabilities")} INTO given FROM communities_role
        WHERE tenant_id = NEW.tenant_id AND id = NEW.role_id FOR SHARE;
    IF given IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('administrators_apart', NEW.person_id));
        IF EXISTS (
            SELECT FROM communities_membership held
            JOIN communities_role role ON role.tenant_id = held.tenant_id AND role.id = held.role_id
            WHERE held.tenant_id = NEW.tenant_id AND held.person_id = NEW.person_id AND held.id <> NEW.id
                AND {_OVERLAP.format("held", "NEW")}
                AND {_kind_sql("role.capabilities")} <> given
        ) THEN
            {_TWO}
        END IF;
    END IF;
    RETURN NEW;
"""  # noqa: S608 - made of the constants above
"""Two at once are kept apart as well: the second waits for the first and then sees its row."""

ROLE_SQL = f"""
    IF EXISTS (
        SELECT FROM communities_membership one
        JOIN communities_membership two ON two.tenant_id = one.tenant_id AND two.person_id = one.person_id
            AND two.id <> one.id AND {_OVERLAP.format("one", "two")}
        JOIN communities_role role ON role.tenant_id = two.tenant_id AND role.id = two.role_id
        WHERE one.tenant_id = NEW.tenant_id AND one.role_id = NEW.id AND two.role_id <> NEW.id
            AND {_kind_sql("role.capabilities")} <> {_kind_sql("NEW.capabilities")}
    ) THEN
        {_TWO}
    END IF;
    RETURN NULL;
"""
