"""What the convener keeps of a round while it is open: who came, and the papers that come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from approvals.models import ReviewOutput, ReviewRound
from approvals.review.fields import fields_of
from approvals.review.rights import chair
from approvals.review.services.holding import hold_open, row_of
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import in_force
from projects.errors import NotPossible
from projects.services.acting import ask_anew

LONGEST_FIELD = 4000
MOST_PEOPLE = 9999


def record_attendance(
    one: ReviewRound, *, attended: Mapping[str, int], by: Actor, now: datetime
) -> ReviewRound:
    """How many people came for each reviewer (by its key); a reviewer left out was not recorded.

    Raises `Refused`, `NotNow`, `NotPossible`.
    """
    with accounted(by, "登记到会人数"):
        project, held = hold_open(one)
        adopted = in_force(timezone.localdate(now))
        chair(project, row_of(held, adopted), adopted=adopted, by=by)
        known = {reviewer.key for reviewer in held.reviewers.all()}
        if not known.issuperset(attended):
            raise NotPossible("只能登记本轮审查单位的到会人数。")
        if any(not 0 <= number <= MOST_PEOPLE for number in attended.values()):
            raise NotPossible("到会人数须是 0 以上的整数。")
        held.attended = dict(attended)
        held.save(update_fields=["attended"])
        ask_anew(project)
    return held


def fill_output(
    output: ReviewOutput, *, fields: Mapping[str, str], number: str = "", by: Actor, now: datetime
) -> ReviewOutput:
    """Keep what was typed into a paper, complete or not: only the conclusion wants every field.

    A field that is not given stays as it is. Raises `Refused`, `NotNow`, `NotPossible`.
    """
    with accounted(by, f"填写“{output.name}”"):
        project, one = hold_open(output.round)
        held: ReviewOutput = ReviewOutput.objects.select_for_update(of=("self",)).get(pk=output.pk)
        adopted = in_force(timezone.localdate(now))
        row = row_of(one, adopted)
        chair(project, row, adopted=adopted, by=by)
        known = fields_of(row, held.output)
        if strange := [name for name in fields if name not in known]:
            raise NotPossible(f"“{held.name}”没有“{'、'.join(strange)}”这一项。")
        if any(len(text) > LONGEST_FIELD for text in fields.values()):
            raise NotPossible(f"每一项不能超过 {LONGEST_FIELD} 个字。")
        held.fields = {**held.fields, **{name: text.strip() for name, text in fields.items()}}
        held.number = number.strip()
        held.save(update_fields=["fields", "number"])
        ask_anew(project)
    return held
