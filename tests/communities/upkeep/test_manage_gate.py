"""S19, its end: `manage` is blocked until the residents' resolution on the mode is attached."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from approvals.errors import Blocked
from approvals.transitions import fire
from projects.enums import State
from projects.lifecycle import move
from projects.stages import NEXT, TRANSITIONS
from tests.cast import People, Town
from tests.communities.upkeep.making import settle
from tests.projects import making

pytestmark = pytest.mark.django_db


def test_s19_manage_waits_for_the_residents_resolution(wulong: Town, people: People) -> None:
    with wulong.entered():
        street = people.wl_street
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], street)
        for criterion in ("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will"):
            making.state(criterion, [row], street)
        making.state("WL-C-place", [row], people.wl_planning)
        project = making.project([row], street)
        office = street.seats[0].organisation
        assert office is not None
        while State(project.state) is not State.HANDED_OVER:
            step = TRANSITIONS[NEXT[State(project.state)]]
            move(project, step, by=street.person, now=making.NOW, organisation=office, decision=None)
        making.state("WL-C-mode-a", [row], street)
        with pytest.raises(ValidationError, match="业主大会"):
            settle(row, "property-company", by=street)
        with pytest.raises(Blocked) as blocked:
            fire(project, "manage", by=street, now=making.NOW)
        (failing,) = blocked.value.answer.failing()
        assert (failing.id, failing.rule, failing.clause) == ("WL-C-modeset", "WL-G-manage", "四(二)")
        settle(row, "property-company", "业主大会决议", by=street)
        log = fire(project, "manage", by=street, now=making.NOW)
        assert project.state == State.MANAGED
        assert log.decision is not None
        assert log.decision.answer == "yes"
