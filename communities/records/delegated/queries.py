"""Which lines of the audit record are acts of a delegate, and who may read them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from communities.audit.models import AuditEntry
from communities.people.delegation import queries as delegations
from communities.people.enums import Capability
from communities.people.models import Delegation, Membership
from communities.people.rights import Actor, within
from communities.records import exporting
from communities.records.spreadsheets import Column, Sheet


def acts(actor: Actor) -> QuerySet[AuditEntry]:
    """What was done in the person's name, what he did in others', and, for a security administrator, what was done in
    the name of anybody who serves at his places; the newest first.
    """
    served = Membership.objects.filter(within(actor.paths(Capability.AUTHORISE), "jurisdiction__path"))
    mine = Q(for_person=actor.person) | Q(person=actor.person) | Q(for_person__in=served.values("person"))
    rows: QuerySet[AuditEntry] = AuditEntry.objects.filter(mine, for_person__isnull=False)
    return rows.order_by("-id")


def under(rows: QuerySet[AuditEntry], delegation: Delegation) -> QuerySet[AuditEntry]:
    """Those done by its delegate for its delegator while it counted."""
    last = _midnight(delegations.last_day(delegation) + timedelta(days=1))
    until = min(delegation.ended_at, last) if delegation.ended_at else last
    return rows.filter(
        person=delegation.delegate,
        for_person=delegation.membership.person_id,
        at__gte=_midnight(delegation.starts_on),
        at__lte=until,
    )


def sheet(rows: QuerySet[AuditEntry]) -> Sheet[AuditEntry]:
    """The newest of them as a spreadsheet, as many as are written at once."""
    newest = rows[: exporting.AT_ONCE]
    return Sheet("代办记录", "条记录", COLUMNS, newest, len(newest), frozen=2)


COLUMNS: tuple[Column[AuditEntry], ...] = (
    Column("时间", lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", 19),
    Column("受托人", lambda row: row.person_name, 12),
    Column("委托人", lambda row: row.for_name, 12),
    Column("单位", lambda row: row.organisation_name, 24),
    Column("行为", lambda row: row.get_action_display(), 14),
    Column("事项", lambda row: row.what, 28),
    Column("对象", lambda row: row.object_name, 28),
    Column("理由或说明", lambda row: row.reason, 32),
)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
