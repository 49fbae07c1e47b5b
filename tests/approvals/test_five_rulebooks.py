"""All five cities reserve by their own text: their own actors, criteria and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from approvals.errors import Blocked
from approvals.transitions import fire
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from projects import services
from projects.enums import State
from tests.cast import QINGDAO_LOGINS, WULONG_LOGINS, Town, found_town
from tests.projects import making

pytestmark = pytest.mark.django_db

Login = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True)
class City:
    """Who enters, proposes and reserves, and what each criterion wants: {criterion: (login, document)}."""

    code: str
    name: str
    logins: dict[str, Login]
    proposes: str
    reserves: str
    about_neighbourhood: dict[str, tuple[str, str]]
    about_project: dict[str, tuple[str, str]]


QINGDAO = City(
    code="qingdao",
    name="青岛市",
    logins=QINGDAO_LOGINS,
    proposes="qd-street",
    reserves="qd-housing",
    about_neighbourhood={
        **{criterion: ("qd-street", document) for criterion, document in making.STREETS.items()},
        "QD-C-will": ("qd-community", "居民意愿征询记录"),
    },
    about_project={},
)
WULONG = City(
    code="wulong",
    name="武隆区",
    logins=WULONG_LOGINS,
    proposes="wl-street",
    reserves="wl-housing",
    about_neighbourhood={
        **dict.fromkeys(("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will"), ("wl-street", "")),
        "WL-C-place": ("wl-planning", ""),
    },
    about_project={},
)
JILIN = City(
    code="jilin",
    name="吉林省",
    logins={"jl-city": (("city-gov",), "clerk", "2201"), "jl-social": (("p-social",), "clerk", "")},
    proposes="jl-city",
    reserves="jl-city",
    about_neighbourhood={"JL-C-fieldwork": ("jl-city", "实地调查记录")},
    about_project={"JL-C-tasklist": ("jl-city", "改造任务清单"), "JL-C-public": ("jl-social", "")},
)
BEIJING = City(
    code="beijing",
    name="北京市",
    logins={"bj-street": (("street",), "clerk", "110101001")},
    proposes="bj-street",
    reserves="bj-street",
    about_neighbourhood={"BJ-C-demand": ("bj-street", "诉求征集记录")},
    about_project={"BJ-C-menu": ("bj-street", "整治内容菜单")},
)
ZHEJIANG = City(
    code="zhejiang",
    name="浙江省",
    logins={"zj-lead": (("lead",), "clerk", "330102")},
    proposes="zj-lead",
    reserves="zj-lead",
    about_neighbourhood={},
    about_project={},
)
CITIES = (QINGDAO, WULONG, JILIN, BEIJING, ZHEJIANG)


@pytest.fixture
def found(db: None, request: pytest.FixtureRequest) -> tuple[City, Town]:
    city: City = request.param
    return city, found_town(city.code, city.name, city.logins, adopted=date(2021, 1, 1))


def lowest(town: Town, by: Actor) -> Jurisdiction:
    """A community where the person may enter."""
    return next(
        p for p in town.places.values() if p.division == "community" and by.may(Capability.ADD, p.path)
    )


@pytest.mark.parametrize("found", CITIES, ids=lambda city: city.code, indirect=True)
def test_reserve_fires_when_all_is_declared_and_not_before(found: tuple[City, Town]) -> None:
    city, town = found
    with town.entered():
        enters, reserves = town.actors[city.proposes], town.actors[city.reserves]
        row = making.neighbourhood(lowest(town, enters), enters)
        declared = list(city.about_neighbourhood.items())
        for criterion, (login, document) in declared:
            making.state(criterion, [row], town.actors[login], document)
        project = making.project([row], enters)
        if city.about_project:
            with pytest.raises(Blocked) as blocked:
                fire(project, "reserve", by=reserves, now=making.NOW)
            assert {entry.id for entry in blocked.value.answer.failing()} == set(city.about_project)
        for criterion, (login, document) in city.about_project.items():
            by = town.actors[login]
            papers = [(document, making.paper(document, project.jurisdiction, by))] if document else []
            services.declare(
                project,
                criterion=criterion,
                value=True,
                evidence=papers,
                adopted=making.today(),
                by=by,
                on=making.DAY,
            )
        log = fire(project, "reserve", by=reserves, now=making.NOW)
        assert project.state == State.RESERVED
        assert log.decision is not None
        assert log.decision.verdict["pack"] == city.code
