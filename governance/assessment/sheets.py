"""The sheets of a month: every assessment that is due, every body, every indicator, by grouped queries alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from communities.models import Jurisdiction
from communities.rulebooks.queries import Adopted
from governance.assessment.bodies import Body, bodies
from governance.figures import (
    Basis,
    Figure,
    Instant,
    PlanYardstick,
    figures,
    in_unit,
    planned,
)
from governance.figures.measuring import plain
from governance.models import DeclaredFigure, DutyTask
from policies.pack.values import OPEN
from policies.scoring import score, total

YARDSTICKS: dict[str, str] = {"projects.started": "projects", "funds.invested": "investment"}
"""Compute -> what the body's own annual plan counts of the same thing. A reading: the schema names the yardstick, not
the pairs. A plan says nothing of what is to be finished, of rates, or of anything since the rulebook began."""


@dataclass(frozen=True)
class Sheet:
    """One body's figures of one assessment, as a report stores them."""

    assessment: str
    body: Body
    is_progress: bool
    indicators: list[dict[str, Any]]
    total: Decimal | None
    total_missing: list[str]


@dataclass(frozen=True)
class Skipped:
    """An assessment for which nothing is produced, and why: an overlay path, or a sentence."""

    assessment: str | None
    missing: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"assessment": self.assessment, "missing": self.missing}


def due(adopted: Adopted) -> tuple[list[Any], list[Skipped]]:
    """The assessments with a monthly or yearly cadence; those whose cadence is open are skipped."""
    every = adopted.rulebook.rows("assessments")
    skipped = [Skipped(row.id, [f"overlay:{row.id}.cadence"]) for row in every if row.cadence == OPEN]
    return [row for row in every if row.cadence != OPEN], skipped


def sheets(
    assessments: Sequence[Any], adopted: Adopted, instant: Instant, places: Iterable[Jurisdiction]
) -> list[Sheet]:
    """A sheet for every assessment and body. One query for each compute, whatever the number of bodies."""
    every = list(places)
    whom = {row.id: bodies(row, adopted, every) for row in assessments}
    measured = _Measured(adopted, instant, {b.place.path for found in whom.values() for b in found})
    made = []
    for row in assessments:
        indicators = [adopted.rulebook.get("indicators", id_) for id_ in row.indicators]
        made += [_sheet(row, indicators, body, whom[row.id], measured) for body in whom[row.id]]
    return made


@dataclass
class _Measured:
    """What the queries answered, each asked once, when first needed."""

    adopted: Adopted
    instant: Instant
    paths: set[str]
    by_compute: dict[str, Mapping[str, Figure]] = field(default_factory=dict)
    plan: Mapping[str, PlanYardstick] | None = None
    duties: dict[tuple[str, int], tuple[int, int]] | None = None
    declared: dict[tuple[str, str, int], Decimal] | None = None

    def figure(self, indicator: Any, body: Body, assessed: Sequence[Body]) -> Figure:
        if indicator.compute == "declared":
            return self._declared(indicator.id, body)
        if indicator.compute == "duties.done":
            return self._duties([one for one in assessed if not one.is_own] if body.is_own else [body])
        if indicator.compute not in self.by_compute:
            basis = Basis.of(self.adopted)
            self.by_compute[indicator.compute] = figures(indicator.compute, self.paths, self.instant, basis)
        return self.by_compute[indicator.compute][body.place.path]

    def yardstick(self, indicator: Any, body: Body) -> Any:
        """The body's own planned figure in the indicator's unit, OPEN where its plan does not count this."""
        name = YARDSTICKS.get(indicator.compute)
        if name is None:
            return OPEN
        if self.plan is None:
            self.plan = planned(self.paths, self.instant)
        own = self.plan.get(body.place.path)
        value = None if own is None else getattr(own, name)
        return OPEN if value is None else Decimal(in_unit(value, indicator.unit) or 0)

    def _duties(self, answerable: Iterable[Body]) -> Figure:
        """Duties due in the month, ticked off by the instant. The own sheet sums those of the assessed bodies."""
        if self.duties is None:
            known = self.instant.known_until
            rows = (
                DutyTask.objects.filter(
                    due_on__range=(self.instant.month, self.instant.last_day), set_at__lte=known
                )
                .order_by()
                .values_list("actor", "jurisdiction")
                .annotate(done=Count("pk", filter=Q(done_at__lte=known)), every=Count("pk"))
            )
            self.duties = {(actor, place): (done, every) for actor, place, done, every in rows}
        found = [self.duties.get(body.key, (0, 0)) for body in answerable]
        return Figure(sum(done for done, _ in found), sum(every for _, every in found), True)

    def _declared(self, indicator: str, body: Body) -> Figure:
        if self.declared is None:
            rows = (
                DeclaredFigure.objects.filter(
                    month=self.instant.month, entered_at__lte=self.instant.known_until
                )
                .order_by("id")
                .values_list("indicator", "actor", "jurisdiction", "value")
            )
            self.declared = {(id_, actor, place): value for id_, actor, place, value in rows}
        value = self.declared.get((indicator, *body.key))
        return Figure(plain(value))


def _sheet(
    assessment: Any, indicators: Sequence[Any], body: Body, assessed: Sequence[Body], measured: _Measured
) -> Sheet:
    """The engine scores and sums; targets stand on the tenant's own sheet, a body is held to its own plan."""
    scores, shown = [], []
    for indicator in indicators:
        figure = measured.figure(indicator, body, assessed)
        yardstick = indicator.target if body.is_own else measured.yardstick(indicator, body)
        one = score(
            indicator.model_copy(update={"target": yardstick}),
            in_unit(figure.value, indicator.unit),
            figure.numerator,
            figure.denominator,
        )
        scores.append(one)
        shown.append(one.as_json() | {"unit": indicator.unit})
    return Sheet(
        assessment.id,
        body,
        assessment.cadence == "yearly",
        [{key: one[key] for key in KEYS} for one in shown],
        total(assessment, scores),
        [f"{assessment.id}.weights"] if assessment.weights == OPEN else [],
    )


KEYS = ("id", "value", "numerator", "denominator", "unit", "target", "rate", "answer")
"""What a report keeps of an indicator, in this order."""
