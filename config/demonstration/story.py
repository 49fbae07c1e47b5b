"""What has happened in the demonstration so far: registers imported, declarations made, first projects."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
from django.utils import timezone

from approvals import gates
from approvals.errors import Blocked
from approvals.transitions import fire
from communities.demo import REGISTERS
from communities.models import Document, Jurisdiction, Neighbourhood, Person, Role, Tenant
from communities.neighbourhoods.imports.services import import_at_once, rehearse_file
from communities.neighbourhoods.services import declare
from communities.people.rights import Actor, within
from communities.records.services import store_bytes
from communities.rulebooks.queries import in_force
from communities.rulebooks.services import settle
from communities.tenancy.context import enter
from config.demonstration import onwards, trust, upwards, year
from config.demonstration.cast import JIMOLU, PLAYS, QINGDAO, SHANDONG, SHIBEI, WULONG, Play
from config.demonstration.founding import acting, actor, found_tenant, seat
from projects.enums import Batch
from projects.models import Project
from projects.services import ItemDraft, add_items, name_batch, propose

BASIS = "演示数据，非政策"

CLASSES = {
    "qingdao": {
        **dict.fromkeys(("road", "water-drain", "heat", "gas", "lighting", "separate-sewer"), "basic"),
        **dict.fromkeys(("green", "parking", "insulation", "common-parts"), "improvement"),
        **dict.fromkeys(("eldercare", "market"), "upgrade"),
    },
    "wulong": {
        **dict.fromkeys(("road", "water-drain", "gas", "power", "lighting"), "basic"),
        **dict.fromkeys(("green", "fire"), "extra"),
    },
}
"""Classes that the texts leave open; without them the pool by class would show nothing but 待定."""

ITEMS = (("road", "平方米", 2600, 180), ("water-drain", "米", 900, 520), ("green", "平方米", 700, 110))
"""(catalogue item, unit, quantity, yuan a unit) of a sample project: sample figures, no source."""


def tell(now: datetime) -> bool:
    """Found the tenants and bring them to that moment; False when they are there already."""
    if Tenant.objects.filter(code__in=[play.code for play in PLAYS]).exists():
        return False
    tenants = {play.code: found_tenant(play, now=now) for play in PLAYS}
    for play, live in ((QINGDAO, _qingdao), (WULONG, _wulong)):
        tenant = tenants[play.code]
        with enter(tenant.pk):
            _settle(play, tenant, now)
            _import(play, tenant, now)
            live(tenant, now)
    upwards.report(tenants[QINGDAO.code], to=tenants[SHANDONG.code], now=now)
    return True


def _settle(play: Play, tenant: Tenant, now: datetime) -> None:
    by = actor(play.administrator, tenant, timezone.localdate(now))
    values = {f"item:{item}.class": class_id for item, class_id in CLASSES[play.code].items()}
    if play is WULONG:
        values["WL-C-built.value"] = "2000-12-31"
    for path, value in values.items():
        settle(
            path=path,
            value=value,
            basis=BASIS,
            reason="供演示使用",
            effective_from=play.adopted_from,
            by=by,
            now=now,
            is_demo=True,
        )


def _import(play: Play, tenant: Tenant, now: datetime) -> None:
    by = actor(play.importer, tenant, timezone.localdate(now))
    top = Jurisdiction.objects.get(parent=None)
    content = (REGISTERS / play.register).read_bytes()
    name = play.register
    seen, rehearsed = rehearse_file(content, filename=name, place=top, by=by, now=now)
    import_at_once(content, filename=name, seen=seen, rehearsed=rehearsed, place=top, by=by, now=now)


def _qingdao(tenant: Tenant, now: datetime) -> None:
    """市北区 has declared most of what is wanted, its 即墨路街道 a part. The other districts have not begun."""
    on = timezone.localdate(now)
    shibei = Jurisdiction.objects.get(code=SHIBEI)
    recorder = _recorder(tenant, shibei, on)
    before = now - timedelta(days=430)
    _declare_survey(
        recorder, [n for n in _at(shibei) if not n.path.startswith(_path(JIMOLU))], shibei, before
    )
    street = actor("qd-street", tenant, on)
    own = list(_at(Jurisdiction.objects.get(code=JIMOLU)))
    _declare_survey(street, own[:9], Jurisdiction.objects.get(code=JIMOLU), before)
    _declare_will(recorder, own[:8], Jurisdiction.objects.get(code=JIMOLU), before)
    housing = actor("qd-housing", tenant, on)
    then = now - timedelta(days=190)
    made = _propose(recorder, _eligible(shibei)[:9], then)
    made += _propose(street, [n for n in _eligible(shibei) if n.path.startswith(_path(JIMOLU))][:3], then)
    for number, project in enumerate(made):
        name_batch([project], (Batch.IMPLEMENTING, Batch.PLANNING, Batch.RESERVE)[number % 3], by=housing)
    for project in (*made[:6], made[9]):
        _reserve(project, housing, now - timedelta(days=160))
    stage = onwards.stage(tenant, now, _paper)
    crew = onwards.shibei(stage, recorder)
    lived = _earlier(stage, crew, shibei)
    year.live(stage, lived)
    city = actor("qd-city", tenant, on)
    fire(made[5], "return", by=city, now=now, reason="估算缺少专业管线部分，请补充后再报（演示）")
    onwards.qingdao(stage, made, crew)
    year.supervise(stage, lived)
    year.assess(stage, actor(QINGDAO.administrator, tenant, on))
    trust.entrust(stage)
    everything = list(Project.objects.all())
    gates.refresh(everything, on=on)


def _earlier(
    at: onwards.Stage, crew: onwards.Crew, shibei: Jurisdiction
) -> list[tuple[onwards.Crew, Project, year.Course]]:
    """The projects of the first batch, in 市北区 and in the districts that have no logins, reserved."""
    then = at.ago(420)
    told = []
    proposed = _propose(crew.recorder, _eligible(shibei)[: len(year.SHIBEI)], then)
    told += [(crew, project, course) for project, course in zip(proposed, year.SHIBEI, strict=True)]
    for code, courses in zip(year.ELSEWHERE, year.OTHERS, strict=True):
        district = Jurisdiction.objects.get(code=code)
        other = year.crew_of(at, district)
        rows = list(_at(district))[: len(courses) + 1]
        _declare_survey(other.recorder, rows, district, at.ago(430))
        proposed = _propose(other.recorder, _eligible(district)[: len(courses)], then)
        told += [(other, project, course) for project, course in zip(proposed, courses, strict=True)]
    for each, project, _ in told:
        name_batch([project], Batch.IMPLEMENTING, by=each.housing)
        _reserve(project, each.housing, at.ago(400))
    return told


def _wulong(tenant: Tenant, now: datetime) -> None:
    """凤山街道 has declared all but two of its neighbourhoods; the planning bureau has confirmed the place of most."""
    on = timezone.localdate(now)
    street, planning = actor("wl-street", tenant, on), actor("wl-planning", tenant, on)
    own = list(_at(Jurisdiction.objects.get(code="500156001")))
    for criterion in ("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will"):
        declare(
            criterion=criterion, value=True, neighbourhoods=own[:-2], on=on, note="演示", by=street, now=now
        )
    everywhere = list(_at(Jurisdiction.objects.get(parent=None)))
    confirmed = everywhere[:-4]
    declare(
        criterion="WL-C-place", value=True, neighbourhoods=confirmed, on=on, note="演示", by=planning, now=now
    )
    then = now - timedelta(days=190)
    made = _propose(street, _eligible(Jurisdiction.objects.get(parent=None))[:4], then)
    housing = actor("wl-housing", tenant, on)
    for project in made[:2]:
        _reserve(project, housing, now - timedelta(days=160))
    onwards.wulong(onwards.stage(tenant, now, _paper), made)
    for project in made:
        project.refresh_from_db()
    gates.refresh(made, on=on)


def _recorder(tenant: Tenant, district: Jurisdiction, on: date) -> Actor:
    """One person without a login who records for every street and community of the district."""
    person = Person.objects.create_user("qd-recorder", None, name="演示录入员")
    role = Role.objects.get(code="clerk")
    for place in Jurisdiction.objects.under(district.path).filter(level__in=["street", "community"]):
        holds = Neighbourhood.objects.filter(within([place.path])).exists()
        if holds:
            seat(person, place.level, role, place)
            if place.level == "community":
                seat(person, "committee", role, place)
    return acting(person, tenant, on)


def _declare_survey(by: Actor, rows: Sequence[Neighbourhood], place: Jurisdiction, now: datetime) -> None:
    """The street's four criteria; every ninth neighbourhood still lacks one, every thirteenth is no residential one."""
    on = timezone.localdate(now)
    paper = _paper("摸底调查表", place, by)
    for criterion in ("QD-C-neglect", "QD-C-municipal", "QD-C-services"):
        chosen = [n for i, n in enumerate(rows) if criterion != "QD-C-services" or i % 9 != 8]
        declare(
            criterion=criterion,
            value=True,
            neighbourhoods=chosen,
            evidence=[("摸底调查表", paper)],
            on=on,
            note="演示",
            by=by,
            now=now,
        )
    shops = [n for i, n in enumerate(rows) if i % 13 == 12]
    homes = [n for i, n in enumerate(rows) if i % 13 != 12]
    for value, some in ((True, homes), (False, shops)):
        if some:
            declare(
                criterion="QD-C-residential",
                value=value,
                neighbourhoods=some,
                on=on,
                note="演示",
                by=by,
                now=now,
            )
    if any(seat.organisation and seat.organisation.actor == "community" for seat in by.seats):
        _declare_will(by, [n for i, n in enumerate(rows) if i % 5 != 4], place, now)


def _declare_will(by: Actor, rows: Sequence[Neighbourhood], place: Jurisdiction, now: datetime) -> None:
    declare(
        criterion="QD-C-will",
        value=True,
        neighbourhoods=rows,
        evidence=[("居民意愿征询记录", _paper("居民意愿征询记录", place, by))],
        on=timezone.localdate(now),
        note="演示",
        by=by,
        now=now,
    )


def _propose(by: Actor, rows: Iterable[Neighbourhood], now: datetime) -> list[Project]:
    adopted = in_force(timezone.localdate(now))
    made = []
    for n in rows:
        name = f"{n.name}改造项目"
        project = propose(neighbourhoods=[n], name=name, items=(), adopted=adopted, by=by, now=now)
        drafts = [
            ItemDraft(
                item,
                n,
                quantity=Decimal(quantity),
                unit=unit,
                estimate=Decimal(quantity * price),
                uses_idle_land=False,
                affects_sunlight_or_green=False,
                adds_building=False,
                note="演示",
            )
            for item, unit, quantity, price in ITEMS
        ]
        add_items(project, drafts, adopted=adopted, by=by)
        made.append(project)
    return made


def _reserve(project: Project, by: Actor, now: datetime) -> None:
    try:
        fire(project, "reserve", by=by, now=now)
    except Blocked as blocked:
        raise RuntimeError(f"demonstration: {project} is blocked by {blocked.answer.missing}") from blocked


def _at(place: Jurisdiction) -> Iterable[Neighbourhood]:
    return Neighbourhood.objects.standing().filter(within([place.path])).order_by("path", "sort_key", "id")


def _eligible(place: Jurisdiction) -> list[Neighbourhood]:
    return [
        n for n in _at(place) if n.eligible == "yes" and n.is_complete and not n.project_memberships.exists()
    ]


def _path(code: str) -> str:
    return str(Jurisdiction.objects.get(code=code).path)


def _paper(kind: str, place: Jurisdiction, by: Actor) -> Document:
    """A document that says of itself that it is a sample."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{kind}（演示）"])
    sheet.append([place.name, BASIS])
    out = io.BytesIO()
    book.save(out)
    return store_bytes(
        content=out.getvalue(), filename=f"{kind}（演示）.xlsx", kind=kind, jurisdiction=place, by=by
    )
