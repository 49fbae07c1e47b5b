"""Carrying a project through its life under any rulebook: who supplies what is read from the rulebook itself.

A `Carrier` founds a tenant in which every actor of the rulebook that has a login has one, each at its own level above
the same community, and supplies what a gate says is missing, through the services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from approvals import gates, transitions, works
from approvals.acceptance import rights as acceptance_rights
from approvals.acceptance import services as acceptances
from approvals.models import Acceptance, ReviewRound
from approvals.plan import services as plans
from approvals.review import services as reviews
from communities.models import Document, Neighbourhood
from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.declaring import RECORDERS
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from communities.rulebooks.services import settle
from communities.tenancy.divisions import Division, read_divisions
from communities.tenancy.models import Jurisdiction
from funding.models import CostShare
from funding.services import set_percentages
from policies.verdict import Answer
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects import services
from projects.enums import ItemState, State
from projects.models import Project, WorksItem
from projects.services.acting import PROPOSERS
from projects.stages import NEXT, TRANSITIONS
from tests.cast import DIVISIONS, first_two, found_town, rulebook
from tests.communities.upkeep import making as upkeep
from tests.projects import making

ADMIN = "admin"
LEDGER = {"scope": "东至延安路", "scale": "8 栋", "contents": "道路和管线", "milestones": "进场"}


class Carrier:
    """A tenant under a rulebook, and everybody in it."""

    def __init__(self, code: str, name: str, *, tree: str = "", file: Path | None = None) -> None:
        _, pack, _ = rulebook(code, file)
        chain = _chain(first_two(read_divisions(DIVISIONS / f"{tree or code}.csv.gz")))
        played = {d: level.id for level in pack.rows("levels") for d in level.divisions}
        place = {}
        for division in chain:  # from the top: an actor sits on the topmost row that plays its level
            place.setdefault(played.get(division.level, ""), division.code)
        place["neighbourhood"] = chain[-1].code
        self.code = code
        logins = {
            self.login(actor.id): ((actor.id,), "clerk", place[actor.level])
            for actor in pack.rows("actors")
            if actor.kind not in KINDS_WITHOUT_LOGIN and actor.level in place
        }
        logins[self.login(ADMIN)] = ((), "system-administrator", "")
        self.town = found_town(code, name, logins, adopted=date(2021, 1, 1), tree=tree, file=file)
        self.community: Jurisdiction = self.town.places[chain[-1].code]

    @contextmanager
    def entered(self) -> Iterator[None]:
        with self.town.entered():
            yield

    @property
    def adopted(self) -> Adopted:
        return in_force(making.NOW.date())

    # Who

    def login(self, actor: str) -> str:
        """The user name of whoever plays the actor: `be-entity`."""
        return f"{self.code[:2]}-{actor}"

    @property
    def admin(self) -> Actor:
        return self.town.actors[self.login(ADMIN)]

    def person(self, actor: str) -> Actor:
        """Whoever plays the actor; for one without a login, whoever records for it."""
        if self.adopted.rulebook.get("actors", actor).kind in KINDS_WITHOUT_LOGIN:
            return self.recorder()
        return self.town.actors[self.login(actor)]

    def recorder(self) -> Actor:
        return self._first(lambda organisation: organisation.kind in RECORDERS)

    def proposer(self) -> Actor:
        return self._first(lambda organisation: organisation.kind in PROPOSERS)

    def mover(self, project: Project, name: str) -> Actor:
        """Somebody who fires the transition."""
        return next(a for a in self._people() if self._may(project, name, a))

    def outsider(self, project: Project, name: str) -> Actor | None:
        """Somebody with a login and every capability of a clerk who does not fire it; None where all do."""
        return next((a for a in self._people() if not self._may(project, name, a)), None)

    def _may(self, project: Project, name: str, by: Actor) -> bool:
        step = TRANSITIONS[name]
        return transitions.find_mover(project, step, adopted=self.adopted, by=by) is not None

    def _people(self) -> Iterable[Actor]:
        return [actor for login, actor in self.town.actors.items() if login != self.login(ADMIN)]

    def _first(self, fits: Any) -> Actor:
        return next(
            a
            for a in self._people()
            if (o := a.seats[0].organisation) is not None
            and fits(o)
            and self.community.path.startswith(a.seats[0].path)
        )

    # What stands at the beginning

    def neighbourhood(self) -> Neighbourhood:
        """Registered, with everything declared that eligibility asks for."""
        row = making.neighbourhood(self.community, self.proposer())
        for rule in self.adopted.rulebook.rows("eligibility"):
            for id_ in rule.require:
                if self.adopted.rulebook.get("criteria", id_).kind == "declared":
                    self.state_about_neighbourhood(id_, [row])
        return row

    def project(self, row: Neighbourhood, items: Iterable[str]) -> Project:
        """PROPOSED, with works items whose questions are answered: no to each."""
        no = dict.fromkeys(("uses_idle_land", "affects_sunlight_or_green", "adds_building"), False)
        drafts = [services.ItemDraft(id_, row, estimate=Decimal("200000.00"), **no) for id_ in items]
        by = self.proposer()
        project = services.propose(
            neighbourhoods=[row], name="河清路改造", items=drafts, adopted=self.adopted, by=by, now=making.NOW
        )
        values = {"off_standard": False}
        return services.correct(project, values=values, revision=project.revision, by=by)

    # Supplying

    def supply(self, project: Project, answer: Answer) -> None:
        """Everything that the answer misses, each by whom the rulebook names, once."""
        for key in answer.missing:
            what, _, subject = key.partition(" @")
            kind, colon, id_ = what.partition(":")
            if not colon:
                self._fill(project, what)
            elif kind == "declared":
                self._state(project, id_, subject)
            elif kind == "overlay":
                self._settle(id_)
            elif kind == "payer":
                self._share(project)

    def _fill(self, project: Project, path: str) -> None:
        project.refresh_from_db()
        field = path.removeprefix("project.")
        if field in LEDGER:
            values = {field: LEDGER[field]}
            services.correct(project, values=values, revision=project.revision, by=self.proposer())
        elif path == "neighbourhood.mode":
            for row in Neighbourhood.objects.filter(project_memberships__project=project):
                upkeep.conclude("management_mode", [row], by=self.proposer(), adopted=self.adopted)
        elif path == "building.danger_grade":
            row = Neighbourhood.objects.get(project_memberships__project=project)
            building = {"name": "1号楼", "danger_grade": "B", "households": 312, "floor_area": Decimal(25100)}
            neighbourhoods.add_buildings(row, [building], by=self.proposer(), now=making.NOW)

    def _state(self, project: Project, criterion: str, subject: str) -> None:
        row = self.adopted.rulebook.get("criteria", criterion)
        if row.record in {"plan_confirmation", "joint_review", "acceptance", "handover"}:
            return  # filed by confirming the plan, by concluding the review, the acceptance, the handover
        if row.about == "neighbourhood":
            members = Neighbourhood.objects.filter(project_memberships__project=project)
            return self.state_about_neighbourhood(criterion, list(members))
        by = self.person(row.by)
        papers = self.papers(row.evidence or ("证明材料",), by)
        if row.record:
            services.file_criteria(
                project, criteria=[criterion], adopted=self.adopted, by=by, on=making.DAY, evidence=papers
            )
            return None
        items: list[WorksItem | None] = [None]
        if row.about == "item":
            standing = WorksItem.objects.filter(project=project).order_by("id")
            items = list(standing.filter(pk=int(subject.partition(":")[2])) if subject else standing)
        for item in items:
            services.declare(
                project,
                criterion=criterion,
                value=True,
                adopted=self.adopted,
                evidence=papers,
                works_item=item,
                by=by,
                on=making.DAY,
            )
        return None

    def state_about_neighbourhood(self, criterion: str, rows: list[Neighbourhood]) -> None:
        row = self.adopted.rulebook.get("criteria", criterion)
        by = self.person(row.by)
        if row.record in upkeep.RECORDS:
            return upkeep.conclude(row.record, rows, by=by, adopted=self.adopted)
        papers = self.papers(row.evidence or ("证明材料",), by)
        neighbourhoods.declare(
            criterion=criterion,
            value=True,
            neighbourhoods=rows,
            evidence=papers,
            on=making.DAY,
            by=by,
            now=making.NOW,
        )
        for each in rows:
            each.refresh_from_db()
        return None

    def papers(self, names: Iterable[str], by: Actor) -> list[tuple[str, Document]]:
        return [(name, making.paper(name, self.community, by)) for name in names]

    def _settle(self, path: str) -> None:
        classes = self.adopted.rulebook.rows("classes")
        settle(
            path=path,
            value=classes[0].id,
            basis="测试",
            reason="测试",
            effective_from=date(2026, 1, 1),
            by=self.admin,
            now=making.NOW,
        )

    def _share(self, project: Project) -> None:
        """Each rule that names several payers: the first pays 20 %, the last the rest."""
        for rule in self.adopted.rulebook.rows("shares"):
            if (
                rule.of is None
                and len(rule.payers) > 1
                and not CostShare.objects.filter(rule=rule.id).exists()
            ):
                parts = dict.fromkeys((payer.who for payer in rule.payers), Decimal(0))
                parts[rule.payers[0].who], parts[rule.payers[-1].who] = Decimal(20), Decimal(80)
                set_percentages(
                    project,
                    rule=rule.id,
                    percents=parts,
                    basis="居民协商（测试）",
                    revision=0,
                    adopted=self.adopted,
                    by=self.mover(project, "reserve"),
                    now=making.NOW,
                )

    # Acts that are more than a move

    @property
    def records(self) -> dict[str, Callable[[Project], None]]:
        """Transition -> what is concluded before it."""
        return {"start": self.build, "accept": self.accept, "hand_over": self.hand_over}

    def confirm(self, project: Project) -> plans.Outcome:
        """The year's plan with this one project, by whoever confirms."""
        by = self.mover(project, "plan")
        plan = plans.open_plan(2026, by=self.proposer(), now=making.NOW)
        entries = plans.nominate([project], plan, by=self.proposer(), now=making.NOW)
        outcome = plans.confirm(
            plan, entries, document_no="测〔2026〕1号", confirmed_on=making.DAY, by=by, now=making.NOW
        )
        project.refresh_from_db()
        return outcome

    def convene(self, project: Project, id_: str) -> ReviewRound:
        """Open a round, by whoever chairs it."""
        chair = self.chair(project, id_)
        return reviews.convene(project, review=id_, working_days=5, by=chair, now=making.NOW)

    def chair(self, project: Project, id_: str) -> Actor:
        row = self.adopted.rulebook.get("reviews", id_)
        return self.person(row.chair) if row.chair != "open" else self.mover(project, row.at)

    def agree(self, one: ReviewRound, *, besides: Iterable[str] = ()) -> None:
        """Everybody agrees, each for himself; for who has no login the chair records it and who came."""
        chair, left_out = self.chair(one.project, one.review), set(besides)
        for reviewer in one.reviewers.all():
            if reviewer.actor in left_out:
                continue
            kind = self.adopted.rulebook.get("actors", reviewer.actor).kind
            has_login = kind not in KINDS_WITHOUT_LOGIN
            by = self.person(reviewer.actor) if has_login else chair
            reviews.give_opinion(
                reviewer,
                opinion="agree",
                signed_on=making.NOW.date(),
                signer="王",
                document=None if has_login else making.paper("意见", self.community, by),
                by=by,
                now=making.NOW,
            )
            if not has_login:
                reviews.record_attendance(one, attended={reviewer.actor: 1}, by=chair, now=making.NOW)

    def review(self, project: Project, id_: str) -> ReviewRound:
        """A whole round: convened, everybody agrees, papers filled in, concluded."""
        row, chair = self.adopted.rulebook.get("reviews", id_), self.chair(project, id_)
        one = self.convene(project, id_)
        self.agree(one)
        for output in one.outputs.all():
            listed = next(o.fields for o in row.outputs if o.id == output.output)
            fields = {} if listed == "open" else dict.fromkeys(listed, "按方案执行")
            reviews.fill_output(output, fields=fields, by=chair, now=making.NOW)
        done = reviews.conclude(one, text="同意", by=chair, now=making.NOW)
        project.refresh_from_db()
        return done.round

    def build(self, project: Project) -> None:
        """Every works item started and finished, by whoever fires `start`."""
        self.open_gate(project, "start")
        mover = self.mover(project, "start")
        for item in WorksItem.objects.filter(project=project).order_by("id"):
            if item.state == ItemState.PROPOSED:
                works.start_item(item, on=making.DAY, by=mover, now=making.NOW)
        project.refresh_from_db()
        self.finish(project)

    def finish(self, project: Project) -> None:
        """Every started works item finished."""
        mover = self.mover(project, "start")
        for item in WorksItem.objects.filter(project=project, state=ItemState.STARTED).order_by("id"):
            works.finish_item(item, on=making.DAY, by=mover, now=making.NOW)

    def accept(self, project: Project) -> None:
        """A round of the acceptance that finds every item conforming, concluded as passed."""
        by = self.concluder(project, "acceptance", "accept")
        self.passed(acceptances.open_acceptance(project, on=making.DAY, by=by, now=making.NOW), by)
        project.refresh_from_db()

    def passed(self, one: Acceptance, by: Actor) -> None:
        """Every item conforms, a resident came, the papers are there."""
        results = {check.pk: ("conforming", "") for check in one.checks.all()}
        acceptances.set_checks(one, results=results, by=by, now=making.NOW)
        acceptances.add_participant(one, name="王", role="residents", by=by, now=making.NOW)
        papers = acceptances.wanted_papers(one.project, adopted=self.adopted, by=by)
        acceptances.conclude(
            one, passed=True, evidence=self.papers(papers, by), on=making.DAY, by=by, now=making.NOW
        )

    def hand_over(self, project: Project) -> None:
        """A signed list for every receiver that the works suggest, the archive last; then the whole concluded."""
        by = self.proposer()
        for planned in acceptances.plan_handovers(project, adopted=self.adopted, on=making.DAY):
            told: dict[str, Any] = {"by": by, "now": making.NOW}
            one = acceptances.open_handover(project, kind=planned.kind, receiver=planned.receiver, **told)
            acceptances.add_entry(one, name="竣工图", quantity=Decimal(2), **told)
            (receipt,) = self.papers(["签收单"], by)
            acceptances.sign(one, signed_on=making.DAY, signer="李", receipt=receipt[1], **told)
        concluder = self.concluder(project, "handover", "hand_over")
        acceptances.conclude_handover(project, on=making.DAY, by=concluder, now=making.NOW)
        project.refresh_from_db()

    def concluder(self, project: Project, record: str, step: str) -> Actor:
        """Somebody who concludes the record."""
        find = acceptance_rights.find_concluder
        return next(
            a for a in self._people() if find(project, record, step, adopted=self.adopted, by=a) is not None
        )

    def ask(self, project: Project, name: str, item: WorksItem | None = None) -> Answer:
        return gates.ask(project, name, adopted=self.adopted, on=making.NOW.date(), item=item).answer

    def reviews_at(self, name: str) -> list[str]:
        """The reviews before a transition that are rounds of their own; those at `plan` are concluded with the plan."""
        return [row.id for row in self.adopted.rulebook.rows("reviews") if row.at == name != "plan"]

    def until(self, project: Project, state: State) -> None:
        """Carry the project on to a state, asserting nothing."""
        while State(project.state) is not state:
            name = NEXT[State(project.state)]
            self.open_gate(project, name)
            if name == "plan":
                self.confirm(project)
                continue
            if name in self.records:
                self.records[name](project)
            for id_ in self.reviews_at(name):
                self.review(project, id_)
            if NEXT[State(project.state)] == name:
                transitions.fire(project, name, by=self.mover(project, name), now=making.NOW)

    def open_gate(self, project: Project, name: str) -> None:
        """Supply until nothing changes any more: what is then missing comes of a plan or a review."""
        before: tuple[str, ...] | None = None
        answer = self.ask(project, name)
        while not answer.is_yes and answer.missing != before:
            before = answer.missing
            self.supply(project, answer)
            project.refresh_from_db()
            answer = self.ask(project, name)


def _chain(kept: list[Division]) -> list[Division]:
    """A community and the places above it, topmost first."""
    by_code = {division.code: division for division in kept}
    row = next(division for division in kept if division.level == "community")
    chain = [row]
    while chain[0].parent in by_code:
        chain.insert(0, by_code[chain[0].parent])
    return chain
