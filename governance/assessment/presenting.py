"""A report for programs: the shape that the command and the interface give out."""

from __future__ import annotations

from typing import Any

from governance.models import AssessmentReport


def as_json(report: AssessmentReport) -> dict[str, Any]:
    """Whole numbers as numbers, every other decimal as a string; `body` is `<actor id>@<jurisdiction code>`."""
    return {
        "assessment": report.assessment,
        "body": report.body,
        "progress": report.is_progress,
        "indicators": report.indicators,
        "total": None if report.total is None else f"{report.total:.2f}",
        "total_missing": report.total_missing,
    }
