"""Projects that wait for a joint review."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from approvals.models import ReviewRound
from projects.models import Project
from tests.approvals.review import making
from tests.cast import People, Town


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    """DESIGNED, both plans and the consultation on file."""
    made = making.qingdao_project(town, people)
    making.consulted(made, people.qd_street)
    return made


@pytest.fixture
def one(project: Project, people: People) -> ReviewRound:
    """The first round, five working days."""
    return making.convened(project, people.qd_housing)


@pytest.fixture
def zhejiang(db: None) -> Iterator[Town]:
    found = making.zhejiang()
    with found.entered():
        yield found
