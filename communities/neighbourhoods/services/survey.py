"""Recording a round of asking the households."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood, Survey
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.neighbourhoods.services.neighbourhood import lock
from communities.neighbourhoods.services.sums import settle_surveys
from communities.people.enums import Capability
from communities.people.rights import Actor


def record_survey(
    neighbourhood: Neighbourhood,
    *,
    on: date,
    households: int,
    agreeing: int,
    answered: int | None = None,
    source: str,
    by: Actor,
    now: datetime,
) -> Survey:
    """Keep a survey round; the latest one gives the ratios of the list and of the rulebook. Counts of households.

    Raises `Refused`, `ValidationError` by field (a day to come, more agreeing than asked).
    """
    with accounted(by, source.strip()):
        row = lock(neighbourhood)
        by.require(Capability.ADD, row.path)
        survey = Survey(
            neighbourhood=row,
            on=on,
            households=households,
            answered=answered,
            agreeing=agreeing,
            source=source.strip(),
            entered_by=by.person,
            entered_at=now,
        )
        _check(survey, now)
        survey.save()
        settle_surveys(row)
        row.updated_by, row.updated_for = by.person, by.principal
        row.save()
        judge([row], by=by, now=now, reason="登记摸底调查")
    return survey


def _check(survey: Survey, now: datetime) -> None:
    if survey.on > timezone.localdate(now):
        raise ValidationError({"on": "调查日期不能晚于今天。"})
    if not survey.households:
        raise ValidationError({"households": "总户数须大于 0。"})
    if survey.agreeing > survey.households:
        raise ValidationError({"agreeing": "同意户数不能超过总户数。"})
    if survey.answered is not None and not survey.agreeing <= survey.answered <= survey.households:
        raise ValidationError({"answered": "答复户数应在同意户数与总户数之间。"})
    survey.full_clean(exclude=["neighbourhood"])
