"""Giving a project to a person of an outside unit, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from communities.models import Membership, Organisation, Person
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.notices import tell
from communities.people.queries import on_day
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted
from projects.assigned import over
from projects.enums import Purpose
from projects.errors import NotPossible
from projects.models import Assignment, Project
from projects.queries.assignments import purposes_of, serving
from projects.services.acting import PROPOSERS, acts_for, hold, hold_standing

PASSED = "到期"
LEFT = "不再任受托单位人员"


def may_assign(project: Project, by: Actor) -> bool:
    """Whether the person may assign the project: for a unit that proposes, at or above its place, editing and deciding
    there, both.
    """
    return any(
        seat.organisation is not None
        and seat.organisation.kind in PROPOSERS
        and seat.capabilities >= {Capability.EDIT, Capability.DECIDE}
        and acts_for(seat, project, ())
        for seat in by.seats
    )


def must_assign(project: Project, by: Actor) -> None:
    """The same. Raises `Refused`."""
    if not may_assign(project, by):
        raise Refused(
            "指派项目由管辖项目所在地的街道、部门或政府办理，并须既有更正资料、又有作出决定的权限。"
        )


def assign(
    project: Project,
    *,
    person: Person,
    organisation: Organisation,
    purpose: str,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> Assignment:
    """Give the project to a person of an outside unit for a purpose, from a day to a day, both included.

    Raises `Refused`; `NotPossible` for oneself, for a unit that the purpose does not fit, for a person who does not
    serve it in a role that takes assignments, for days that are over, and for what he has already.
    """
    must_assign(project, by)
    made = entrust(
        project,
        person=person,
        organisation=organisation,
        purpose=Purpose(purpose),
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        adopted=adopted,
        by=by,
        now=now,
    )
    url = reverse("assignment_list", kwargs={"tenant": by.tenant.code, "pk": project.pk})
    text = f"项目“{project.name}”已指派给您：{made.get_purpose_display()}，至 {ends_on:%Y-%m-%d}"
    tell([person.pk], text=text, url=url)
    return made


def entrust(
    project: Project,
    *,
    person: Person,
    organisation: Organisation,
    purpose: Purpose,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> Assignment:
    """The same for a caller who has asked for the right in his own way. Raises `NotPossible`."""
    on = timezone.localdate(now)
    if by.is_one_of(person.pk):
        raise NotPossible("不能把项目指派给自己。")
    if purpose not in purposes_of(organisation, adopted):
        raise NotPossible(f"{organisation.name}不是承担“{purpose.label}”的单位。")
    if ends_on < max(starts_on, on):
        raise NotPossible("结束日期不能早于开始日期，也不能早于今天。")
    with accounted(by, reason.strip() or f"指派{purpose.label}"):
        held = hold_standing(project)
        candidate = Assignment(
            project=held,
            person=person,
            organisation=organisation,
            purpose=purpose,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason.strip(),
            assigned_by=by.person,
            assigned_at=now,
        )
        if not _serves(person, organisation, max(starts_on, on)):
            raise NotPossible(
                f"{person.name}届时不是{organisation.name}的受托人员，请先由安全管理员授予“受托单位”角色。"
            )
        same = Assignment.objects.filter(project=held, person=person, purpose=purpose, ended_at__isnull=True)
        if same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
            raise NotPossible(f"{person.name}在这一时期已有本项目的“{purpose.label}”指派。")
        candidate.save()
        assign_perm(purpose.permission, person, held)
    return candidate


def end_assignment(assignment: Assignment, *, reason: str, by: Actor, now: datetime) -> Assignment:
    """Take the project back at once, saying why. Raises `Refused`, `NotPossible`."""
    must_assign(assignment.project, by)
    if not reason.strip():
        raise NotPossible("请写明结束指派的原因。")
    return close(assignment, reason=reason.strip(), by=by, now=now)


def close(assignment: Assignment, *, reason: str, by: Actor | None, now: datetime) -> Assignment:
    """The same for a caller who has asked for the right in his own way; `by=None`: the clock. Raises `NotPossible`."""
    with accounted(by, reason):
        hold(assignment.project)
        row: Assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
        if row.ended_at is not None:
            raise NotPossible(f"这一指派已于 {timezone.localtime(row.ended_at):%Y-%m-%d} 结束。")
        row.ended_at, row.end_reason = now, reason
        row.ended_by, row.ended_for = (by.person, by.principal) if by else (None, None)
        row.save(update_fields=["ended_at", "ended_by", "ended_for", "end_reason"])
        others = Assignment.objects.filter(
            project=row.project_id, person=row.person_id, purpose=row.purpose, ended_at__isnull=True
        )
        if not others.exists():
            remove_perm(Purpose(row.purpose).permission, row.person, row.project)
    return row


def end_over(*, now: datetime) -> int:
    """End what has run out and what people hold who have left their unit; how many. By the clock, every night."""
    on = timezone.localdate(now)
    return _close_all(over(on), PASSED, now) + _close_all(
        Assignment.objects.filter(ended_at__isnull=True, starts_on__lte=on, ends_on__gte=on).exclude(
            Exists(serving(on))
        ),
        LEFT,
        now,
    )


def _close_all(rows: Iterable[Assignment], reason: str, now: datetime) -> int:
    found = list(rows)
    for row in found:
        close(row, reason=reason, by=None, now=now)
    return len(found)


def _serves(person: Person, organisation: Organisation, on: date) -> bool:
    """Whether the person serves the unit on the day in a role that takes assignments."""
    return bool(
        Membership.objects.filter(
            on_day(on),
            person=person,
            organisation=organisation,
            role__capabilities__contains=[Capability.ASSIGNED.value],
        ).exists()
    )
