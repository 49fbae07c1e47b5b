"""The sample year holds on whichever day the demonstration is loaded."""

from __future__ import annotations

import pytest

from config.demonstration.year import OTHERS, SHIBEI, Course, nodes, pace
from projects.enums import State

COURSES = [*SHIBEI, *(course for some in OTHERS for course in some)]


@pytest.mark.parametrize("course", [course for course in COURSES if course.took and not course.is_late])
def test_works_are_never_behind_their_plan(course: Course) -> None:
    """The day on which a month is reported lies anywhere after the beginning: a report behind the plan is refused."""
    for elapsed in range(course.took + 60):
        planned = max((percent for _, days, percent in nodes(course) if days <= elapsed), default=0)
        assert pace(course, elapsed) >= planned, f"day {elapsed}"
        assert pace(course, elapsed) >= pace(course, max(elapsed - 1, 0))
    assert pace(course, course.took) == 100


def test_late_works_stand_still() -> None:
    (late, *_) = (course for course in COURSES if course.is_late)
    assert late.until is State.BUILDING
    assert max(pace(late, elapsed) for elapsed in range(400)) == 35
