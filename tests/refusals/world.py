"""A rich Qingdao: a row of everything that an address can name, and the people who ask for it.

What is typed into the rows carries the mark of the test: a script for the pages, a formula for the spreadsheets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from approvals.acceptance import services as acceptances
from approvals.plan import services as plans
from communities.audit.enums import Action
from communities.audit.services import note
from communities.closing.services import set_superior
from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.models import Neighbourhood, PlausibilityQuery
from communities.owners import services as owners
from communities.people import services as people_services
from communities.people import tokens
from communities.people.delegation import services as delegations
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.rights import Actor
from communities.records.services import store_bytes
from communities.rulebooks.models import Decision, OverlayEntry, RulebookVersion
from communities.rulebooks.services import settle
from communities.tenancy.context import as_person
from communities.tenancy.models import Jurisdiction, Tenant
from communities.upkeep import services as upkeep
from governance.assessment import services as assessments
from governance.models import SheetPaper
from governance.monthly import services as monthly
from governance.submissions import services as submissions
from governance.supervision import services as supervision
from projects import services as records
from projects.models import Project
from projects.services.building import mark_started
from tests.approvals.acceptance import making as accepting
from tests.approvals.plan import planning
from tests.approvals.review import making as reviewing
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.imports.files import sheet, written
from tests.funding import money
from tests.governance.evaluation import making as evaluating
from tests.projects import making, outsiders, working
from tests.refusals.chairs import appointed

STREET = "370202001"
OVERLAY_PATH = "QD-R-1.fast_track.days"
YEAR = 2027
"""Of the plan."""
TYPED = {
    "neighbourhood": "听涛苑二小区",
    "doubtful": "听涛苑南院",
    "imported": "乐天里小区",
    "address": "八大关路9号",
    "project": "观海改造工程",
    "building": "崂山茶楼",
    "organisation": "栈桥管理所",
    "room": "临海阁302室",
    "person": "乐天行",
    "role": "排烟巡查员",
    "paper": "金口路摸底.pdf",
    "note": "院内道路破损三处",
    "basis": "青改办〔2024〕77号",
}
"""What only Qingdao has, by what it is."""


@dataclass
class World:
    """Ids by what they name, the texts typed into the rows, and the people of the table."""

    qingdao: Town
    wulong: Town
    typed: dict[str, str]
    ids: dict[str, int]
    owner: Actor
    """The clerk of the street in which every row lies."""
    sibling: Actor
    """The clerk of the next street, with the same role."""
    stranger: Actor
    """Wulong's, with every capability at the top of his own tenant."""
    admin: Actor
    people: People

    def token(self, actor: Actor) -> str:
        """A key to the JSON interface."""
        town = self.qingdao if actor.tenant == self.qingdao.tenant else self.wulong
        with town.entered():
            return tokens.issue(person=actor.person, tenant=actor.tenant)


def rich(people: People, qingdao: Town, wulong: Town, *, mark: str = "") -> World:
    """Something behind every address of Qingdao; in Wulong only who may do everything."""
    typed = {name: f"{mark}{text}" for name, text in TYPED.items()}
    if mark.startswith("="):
        typed["imported"] = TYPED["imported"]  # a formula without a value is refused at its cell, long before
    with qingdao.entered():
        ids = (
            _rules(people, typed)
            | _register(qingdao, people, typed)
            | _people(qingdao, typed, people.qd_admin)
        )
        ids |= _funded(people, typed, ids)
        ids |= _planned(qingdao, people, typed)
        ids |= _reviewed(qingdao, people, typed)
        ids |= _recorded(people, typed, ids)
        ids |= _under_way(people, typed, ids)
        ids |= _accepted(qingdao, people, typed)
        ids |= _kept(people, typed, ids)
        ids |= _reported(qingdao, people, typed)
        ids |= _supervised(qingdao, people, typed, ids)
        ids |= _assessed(people, typed)
        ids |= _owned(people, typed, ids)
        ids |= _lent(people, typed)
        ids |= _evaluated(qingdao, people, typed, ids)
        ids |= _submitted(qingdao, people, typed)
        ids["audited"] = note(Action.WRITE, "登记小区", by=people.qd_street, name=typed["neighbourhood"]).pk
        sibling = _clerk_of_the_next_street(qingdao)
    with wulong.entered():
        stranger = _who_may_everything(wulong)
    return World(qingdao, wulong, typed, ids, people.qd_street, sibling, stranger, people.qd_admin, people)


def _rules(people: People, typed: dict[str, str]) -> dict[str, int]:
    """Two entries, the later in the place of the earlier: a version number that Wulong does not have."""
    for day, value in ((date(2024, 1, 1), 5), (date(2024, 6, 1), 6)):
        settle(
            path=OVERLAY_PATH,
            value=value,
            basis=typed["basis"],
            reason=typed["note"],
            effective_from=day,
            by=people.qd_admin,
            now=making.NOW,
        )
    entry = OverlayEntry.objects.get(withdrawn_in=None)
    return {"entry": entry.pk, "version": RulebookVersion.objects.latest("number").number}


def _assessed(people: People, typed: dict[str, str]) -> dict[str, int]:
    """October assessed: a draft of each district, and the city's own sheet."""
    settle(
        path="QD-A-1.cadence",
        value="monthly",
        basis=typed["basis"],
        reason=typed["note"],
        effective_from=date(2026, 10, 1),
        by=people.qd_admin,
        now=making.NOW,
    )
    run = assessments.assess(month=date(2026, 10, 1), now=making.NOW)
    return {"assessed": next(report.pk for report in run.reports if report.actor == "district-gov")}


def _owned(people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """A dwelling with its owner."""
    row = Neighbourhood.objects.get(pk=ids["neighbourhood"])
    values = {"building": None, "room": typed["room"], "owner": typed["person"], "phone": "13800138000"}
    made = owners.create(row, values=values, confirmed=True, by=people.qd_street, now=making.NOW)
    return {"dwelling": made.pk}


def _submitted(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """The survey as the superior has it: a third tenant, in which nobody of the table serves."""
    superior = Tenant.objects.create(code="superior", name="上级", unit="province")
    set_superior(town.tenant, superior=superior)
    told: dict[str, Any] = {"note": typed["note"], "by": people.qd_city, "now": making.NOW}
    return {"submission": submissions.submit(kind="superior-table", period="", **told).pk}


def _register(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """One neighbourhood in a project, one with buildings, papers and an open question, one imported."""
    place, by = town.places[making.COMMUNITY], people.qd_street
    texts = dict.fromkeys(("problems", "remarks"), typed["note"])
    row = making.neighbourhood(
        place,
        by,
        typed["neighbourhood"],
        address=typed["address"],
        original_owner=typed["organisation"],
        **texts,
    )
    making.make_eligible([row], people)
    project = making.project([row], by, typed["project"])
    item = making.item(project, row, by)
    doubtful = making.neighbourhood(place, by, typed["doubtful"], households_declared=4000, **texts)
    query = PlausibilityQuery.objects.filter(neighbourhood=doubtful).latest("pk")
    (building,) = neighbourhoods.add_buildings(
        doubtful,
        [{"name": typed["building"], "households": 300, "problems": typed["note"]}],
        by=by,
        now=making.NOW,
    )
    paper = store_bytes(
        content=b"%PDF-1.4\n%%EOF\n", filename=typed["paper"], kind="摸底调查表", jurisdiction=place, by=by
    )
    neighbourhoods.declare(
        criterion="QD-C-neglect",
        value=True,
        neighbourhoods=[doubtful],
        evidence=[("摸底调查表", paper)],
        note=typed["note"],
        on=making.DAY,
        by=by,
        now=making.NOW,
    )
    making.survey(doubtful, by, agreeing=200)
    taken = written(sheet(town, {"name": typed["imported"]}), by=by)
    assert taken.job is not None
    return {
        "neighbourhood": row.pk,
        "doubtful": doubtful.pk,
        "building": building.pk,
        "query": query.pk,
        "document": paper.pk,
        "decision": Decision.objects.filter(subject_id=row.pk).latest("pk").pk,
        "project": project.pk,
        "item": item.pk,
        "import": taken.pk,
        "job": taken.job.pk,
    }


def _planned(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """A year's plan with one project confirmed and one on the draft."""
    ripe = planning.ripe(town, people, f"{typed['neighbourhood']}甲")
    raw = planning.reserved(town, people, f"{typed['neighbourhood']}乙")
    plan = plans.open_plan(YEAR, by=people.qd_street, now=making.NOW)
    entries = plans.nominate([ripe, raw], plan, note=typed["note"], by=people.qd_street, now=making.NOW)
    confirmed, drafted = entries
    planning.confirmed(plan, [confirmed], people.qd_city, typed["basis"], explanation=typed["note"])
    return {"confirmed": confirmed.pk, "drafted": drafted.pk}


def _reviewed(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """A project before its joint review, with a round in which one department has spoken."""
    project = reviewing.qingdao_project(town, people, f"{typed['neighbourhood']}丙")
    reviewing.consulted(project, people.qd_street)
    one = reviewing.convened(project, people.qd_housing, note=typed["note"], added=[typed["organisation"]])
    reviewing.say(
        one, "d-finance", people.qd_finance, "disagree", reason=typed["note"], signer=typed["person"]
    )
    return {
        "reviewed": project.pk,
        "round": one.pk,
        "reviewer": reviewing.reviewer(one, "d-planning").pk,
        "output": one.outputs.get().pk,
    }


def _accepted(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """A project under acceptance with a defect, and one that is being handed over."""
    told: dict[str, Any] = {"by": people.qd_housing, "now": making.NOW}
    of = accepting.building(town, people, f"{typed['neighbourhood']}丁", ("road",))
    row = accepting.opened(of, people.qd_housing)
    acceptances.add_participant(
        row, name=typed["person"][:60], unit=typed["organisation"], role="residents", **told
    )
    finding = acceptances.add_finding(
        row, text=typed["note"], responsible=typed["organisation"], due_on=making.DAY, **told
    )
    done = accepting.completed(town, people, f"{typed['neighbourhood']}戊")
    handover = accepting.listed(done, people.qd_street, "other", typed["organisation"])
    return {
        "accepting": of.pk,
        "acceptance": row.pk,
        "finding": finding.pk,
        "completed": done.pk,
        "passed": done.acceptances.get().pk,
        "handover": handover.pk,
        "warranty": done.items.get(item="road").warranties.get().pk,
    }


def _recorded(people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """The confirmed project with one of every record, and the owners' body and contract of a neighbourhood."""
    by, note = people.qd_street, typed["note"]
    told: dict[str, Any] = {"by": by, "now": making.NOW}
    of = Project.objects.get(plan_entries=ids["confirmed"])
    member = of.memberships.select_related("neighbourhood__jurisdiction").get().neighbourhood
    (building,) = neighbourhoods.add_buildings(
        member, [{"name": typed["building"], "households": 312}], **told
    )
    lift = next(row.id for row in making.today().rulebook.rows("items") if row.concept == "lift")
    lifted = making.item(of, member, by, lift)
    scheme = records.file_scheme(
        of,
        summary=note,
        papers=[("实施方案", making.paper(typed["paper"], of.jurisdiction, by))],
        **told,
    )
    asked = making.consultation(of, by, "scheme", scheme=scheme)
    opinion = making.opinion(asked, by, "residents", text=note)
    day = making.DAY
    display = records.post_display(of, place=note, from_on=day, to_on=day, scheme=scheme, **told)
    tender = records.add_preparation(of, kind="tender", title=note, on=day, **told)
    party = records.name_party(
        of, role="leader", name=typed["person"], from_on=day, adopted=making.today(), **told
    )
    dispute = records.open_dispute(of, title=note, description=note, raised_on=day, **told)
    paper = making.paper(typed["paper"], of.jurisdiction, by)
    declared = records.declare(
        of,
        criterion="QD-C-voluntary",
        value=True,
        evidence=[("逐级申报记录", paper)],
        note=note,
        adopted=making.today(),
        by=by,
        on=day,
    )
    row = Neighbourhood.objects.get(pk=ids["neighbourhood"])
    told |= {"adopted": making.today()}
    body = upkeep.register_body(row, kind="committee", name=typed["organisation"], formed_on=day, **told)
    contract = upkeep.sign_contract(
        row,
        company=typed["organisation"],
        standard=note,
        signed_on=day,
        starts_on=day,
        evidence=[("物业服务合同", paper)],
        **told,
    )
    return {
        "prepared": of.pk,
        "scheme": scheme.pk,
        "consultation": asked.pk,
        "opinion": opinion.pk,
        "display": display.pk,
        "preparation": tender.pk,
        "party": party.pk,
        "dispute": dispute.pk,
        "paper": scheme.papers.get().pk,
        "lift": records.add_lift(
            lifted, building=building, position=note[:10], adopted=making.today(), by=by
        ).pk,
        "declaration": declared.pk,
        "body": body.pk,
        "contract": contract.pk,
    }


def _under_way(people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """An item of the recorded project has started: a contract, a node, a month that is reported."""
    by, note, of = people.qd_street, typed["note"], Project.objects.get(pk=ids["prepared"])
    member = of.memberships.select_related("neighbourhood").get().neighbourhood
    item = mark_started(making.item(of, member, by, "heat"), on=making.DAY, by=by, now=making.NOW)
    working.contract(of.parties.get(), by, typed["basis"], title=note)
    node = records.add_milestone(of, name=note, planned_on=making.DAY, by=by, now=making.NOW)
    photo = working.photo(of.jurisdiction, by)
    row = working.report(item, by, 20, paid=1, note=note, delay_reason=note, photos=[photo])
    return {"milestone": node.pk, "progress": row.pk}


def _kept(people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """The neighbourhood's management mode, its fund and the Party organisation that covers it."""
    row = Neighbourhood.objects.get(pk=ids["neighbourhood"])
    street: dict[str, Any] = {"by": people.qd_street, "now": making.NOW}
    names = ("管理规约", "居民议事规则")
    evidence = [(name, making.paper(typed["paper"], row.jurisdiction, people.qd_community)) for name in names]
    mode = upkeep.settle_mode(
        row,
        mode="property-company",
        services=typed["note"],
        unit=typed["organisation"],
        from_on=making.DAY,
        evidence=evidence,
        adopted=making.today(),
        by=people.qd_community,
        now=making.NOW,
    )
    fund = upkeep.set_fund(row, pays_until_then=typed["organisation"], adopted=making.today(), **street)
    party = upkeep.set_party_organisation(row, name=typed["organisation"], from_on=making.DAY, **street)
    return {"mode": mode.pk, "fund": fund.pk, "party_organisation": party.pk}


def _reported(town: Town, people: People, typed: dict[str, str]) -> dict[str, int]:
    """The district's month report with a number added by hand."""
    told: dict[str, Any] = {"by": people.qd_housing, "now": making.NOW}
    place = town.places["370202"]
    report = monthly.draft(month=making.DAY, place=place, **told)
    added = {"line": place, "figure": "lifts", "periods": ["year"], "value": Decimal(2)}
    monthly.supplement(report, reason=typed["note"], **added, **told)
    return {"month_report": report.pk}


def _funded(people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """Percentages, a source of money, an arrival on it."""
    project, by = Project.objects.get(pk=ids["project"]), people.qd_street
    money.share(project, by, residents="20", government="80")
    source = money.source(project, by, note=typed["note"])
    arrival = money.arrive(source, "500.00", by, party=typed["organisation"], voucher=typed["basis"])
    return {"source": source.pk, "movement": arrival.pk}


def _supervised(town: Town, people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """An inspection that the street has to put right, and a duty of the street."""
    street = next(seat.organisation for seat in people.qd_street.seats if seat.organisation)
    told: dict[str, Any] = {"adopted": making.today(), "now": making.NOW}
    case = supervision.open_case(
        kind="inspection",
        source="regular",
        project=Project.objects.get(pk=ids["project"]),
        on=making.DAY,
        subject=typed["note"],
        text=typed["note"],
        number=typed["basis"],
        by=people.qd_street,
        **told,
    )
    given: dict[str, Any] = {
        "organisation": street,
        "due_on": making.DAY,
        "on": making.DAY,
        "text": typed["note"],
    }
    supervision.assign(case, **given, by=people.qd_district, **told)
    (duty,) = supervision.set_duties(
        rule="QD-Y-3",
        actor="street",
        places=[town.places[STREET]],
        due_on=TODAY,
        note=typed["note"],
        by=people.qd_city,
        **told,
    )
    return {"case": case.pk, "duty": duty.pk}


def _people(town: Town, typed: dict[str, str], admin: Actor) -> dict[str, int]:
    """Somebody who is administered, in a role and an organisation of the tenant's own making."""
    place = town.places[STREET]
    person = Person.objects.create_user("qd-somebody", PASSWORD, name=typed["person"])
    role = Role.objects.create(
        code="patrol", name=typed["role"], description=typed["note"], capabilities=["view"]
    )
    office = Organisation.objects.create(
        actor="street", kind="street", name=typed["organisation"], jurisdiction=place
    )
    seat = Membership.objects.create(
        person=person, role=role, jurisdiction=place, organisation=office, starts_on=date(2020, 1, 1)
    )
    there = {"jurisdiction": place, "organisation": office, "proposed_role": role}
    post = people_services.affiliate(person=person, **there, starts_on=date(2020, 1, 1), by=None)
    invited, _ = people_services.invite(name=typed["person"], **there, now=timezone.now(), by=admin)
    return {
        "person": person.pk,
        "role": role.pk,
        "organisation": office.pk,
        "membership": seat.pk,
        "affiliation": post.pk,
        "invitation": invited.pk,
    }


def _evaluated(town: Town, people: People, typed: dict[str, str], ids: dict[str, int]) -> dict[str, int]:
    """The recorded project under evaluation by somebody from outside, whose draft lies there with a document."""
    project = Project.objects.get(pk=ids["prepared"])
    evaluator = outsiders.outsider(town, "qd-evaluator", unit=typed["organisation"])
    row = evaluating.opened(
        [project], [evaluator], people.qd_city, title=typed["project"], basis=typed["basis"]
    )
    sheet = evaluating.sheet(row, evaluator)
    paper = making.paper(typed["paper"], project.jurisdiction, evaluator)
    evaluating.saved(sheet, evaluator, findings=typed["note"], papers=[paper])
    with as_person(evaluator.person_id):
        sealed = SheetPaper.objects.get(sheet=sheet).pk
    return {
        "evaluation": row.pk,
        "sheet": sheet.pk,
        "assignment": sheet.assignment_id,
        "sealed": sealed,
        "filed": project.papers.latest("pk").document_id,
    }


def _lent(people: People, typed: dict[str, str]) -> dict[str, int]:
    """The street's clerk has lent what he may to the district's, who has not answered yet."""
    on = timezone.localdate()
    lent = delegations.delegate(
        Membership.objects.get(person=people.qd_street.person),
        to=people.qd_district.person,
        starts_on=on,
        ends_on=on,
        reason=typed["note"],
        by=people.qd_street,
        now=timezone.now(),
    )
    return {"delegation": lent.pk}


def _clerk_of_the_next_street(town: Town) -> Actor:
    home = town.places[STREET]
    beside = next(p for p in town.places.values() if p.parent_id == home.parent_id and p.pk != home.pk)
    person = Person.objects.create_user("qd-next-street", PASSWORD, name="邻街经办")
    return _appointed(person, town, "clerk", beside, actor="street", kind="street")


def _who_may_everything(town: Town) -> Actor:
    person = Person.objects.create_user("wl-rich", PASSWORD, name="武隆全能")
    _appointed(person, town, "clerk", town.top, actor="housing", kind="department")
    return _appointed(person, town, "system-administrator", town.top, actor="office", kind="department")


def _appointed(person: Person, town: Town, role: str, place: Jurisdiction, *, actor: str, kind: str) -> Actor:
    office = Organisation.objects.create(
        actor=actor, kind=kind, name=f"{place.name}{actor}", jurisdiction=place
    )
    return appointed(person, town, role, place, office)
