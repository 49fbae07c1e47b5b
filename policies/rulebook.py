"""A rulebook in force: a pack, the layers it stands on, and the tenant's overlay. Immutable; ask it anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from . import overlay as entries
from .ballots import answer_ballot
from .clocks import answer_clock
from .costs import exactly
from .criteria import ask_criterion
from .eligibility import CompiledEligibility, ask_rule, compile_criteria
from .errors import NotAllowed, UnknownId, UnknownRule
from .gates import answer_gate, ask_transition
from .inquiry import Inquiry
from .known import typed_facts
from .modes import answer_mode, answer_modes
from .pack import ALL_SECTIONS, PREFIXES, Pack, digest
from .question import Question
from .ranking import answer_ranking
from .reviews import answer_review
from .scoring import answer_assessment
from .shares import answer_share, answer_split
from .special import answer_special
from .subsidies import answer_channel, answer_subsidy
from .supply import Supply, supplies
from .unsettled import Unsettled, unsettled
from .verdict import Answer, Because, Finding, Outcome, Verdict
from .vocabulary import TRANSITIONS

_Answerer = Callable[[Inquiry, Any], Outcome]


class Rulebook:
    """What a tenant is judged by. `layers` are searched in the order of `stands_on`, after the pack itself.

    The overlay maps paths (`WL-C-built.value`, `item:road.class`) to plain values; an entry that can't stand raises
    NotAllowed (with its clause), BadValue, UnknownId or UnknownKey.
    """

    def __init__(
        self, pack: Pack, layers: Iterable[Pack] = (), overlay: Mapping[str, Any] | None = None
    ) -> None:
        self.pack = pack
        self.layers = tuple(layers)
        self.overlay: Mapping[str, Any] = dict(overlay or {})
        by_id = {layer.id: layer for layer in self.layers}
        beneath = [by_id[id_] for id_ in pack.model.stands_on if id_ in by_id]
        own, below = self._divide(beneath)
        self.effective = entries.apply(pack, own)
        self._searched = (
            self.effective,
            *(entries.apply(layer, below.get(layer.id, {})) for layer in beneath),
        )

    def _divide(self, beneath: list[Pack]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        """The overlay entries of the pack's own rows, and those of each layer's rows."""
        own: dict[str, Any] = {}
        below: dict[str, dict[str, Any]] = {}
        for path, value in self.overlay.items():
            key = path.partition(".")[0]
            owner = next((p for p in (self.pack, *beneath) if p.section_of(key) is not None), self.pack)
            (own if owner is self.pack else below.setdefault(owner.id, {}))[path] = value
        return own, below

    # Identity

    @property
    def version(self) -> str:
        """sha256 of the pack's canonical JSON, the overlay left out."""
        return self.pack.version

    @property
    def overlay_hash(self) -> str | None:
        """sha256 of the overlay likewise; None without one."""
        return digest(self.overlay) if self.overlay else None

    @property
    def layer_versions(self) -> dict[str, str]:
        return {layer.id: layer.version for layer in self.layers}

    # Rows

    def rows(self, section: str) -> tuple[Any, ...]:
        """The rows of a section: the pack's (overlay applied), then those of the layers."""
        return tuple(row for pack in self._searched for row in pack.rows(section))

    def own_or_layer(self, section: str) -> tuple[Any, ...]:
        """The rows of the first that has any: orders and modes are not mixed between texts."""
        return next((rows for pack in self._searched if (rows := pack.rows(section))), ())

    def find(self, section: str, id_: str) -> Any | None:
        """The row of that id in the pack or its layers, None when there is none."""
        return next((row for pack in self._searched if (row := pack.find(section, id_)) is not None), None)

    def get(self, section: str, id_: str) -> Any:
        """The row of that id. UnknownId when there is none."""
        row = self.find(section, id_)
        if row is None:
            raise UnknownId(section, id_, f"规则包 {self.pack.id} 中没有 {id_}")
        return row

    def owner_of(self, section: str, id_: str) -> Pack:
        """The pack or layer whose row it is."""
        return next((pack for pack in self._searched if pack.find(section, id_) is not None), self.pack)

    def has(self, section: str, id_: str) -> bool:
        return self.find(section, id_) is not None

    def actor_name(self, id_: str) -> str:
        """The Chinese name of an actor (the id itself when unknown)."""
        actor = self.find("actors", id_)
        return id_ if actor is None else str(actor.name)

    def transition_actors(self, at: str) -> tuple[str, ...] | None:
        """Who may fire a transition; None = no row: bodies at the tenant's own level or the project's district."""
        row = self.find("transitions", at)
        return None if row is None else tuple(row.by)

    def ballot_for(self, matter: str) -> Any | None:
        """The ballot row of a matter: the pack's own goes before a layer's."""
        return next((row for row in self.rows("ballots") if row.matter == matter), None)

    def clock_for(self, event: str) -> Any | None:
        """The clock row of an event: the pack's own goes before a layer's."""
        return next((row for row in self.rows("clocks") if row.event == event), None)

    # Asking

    def ask(self, rule_id: str, question: Question | None = None) -> Answer:
        """Answer one rule (`WL-U-lift`, `item:road`, `transition:start`, `modes`, `ranking`).

        Raises UnknownRule for an id that can't be asked; UnknownKey, UnknownId, BadValue or NotAllowed for a question
        that can't be understood. Never raises for facts that are missing: the answer is undetermined and names them.
        """
        question = question or Question()
        if question.overlay:
            laid_over = Rulebook(self.pack, self.layers, {**self.overlay, **question.overlay})
            return laid_over._ask(rule_id, question)
        return self._ask(rule_id, question)

    def _ask(self, rule_id: str, question: Question) -> Answer:
        answerer, row, owner, note = self._route(rule_id)
        inquiry = Inquiry(self, question, rule_id, typed_facts(self, question))
        with exactly():
            outcome = answerer(inquiry, row)
        finding = outcome.finding
        because = _distinct(finding.because)
        if owner.is_layer:
            because = tuple(replace(entry, quote=None) for entry in because)
        return Answer(
            rule=rule_id,
            pack=owner.id,
            version=self.version,
            overlay_hash=self.overlay_hash,
            layers=self.layer_versions,
            answer=finding.verdict,
            applies=outcome.applies,
            amount=outcome.amount,
            count_allowed=outcome.count_allowed,
            remaining=outcome.remaining,
            parts=outcome.parts,
            effects=outcome.effects,
            because=because,
            missing=_missing(finding),
            warnings=tuple(dict.fromkeys(finding.warnings)),
            unused=inquiry.unused(),
            note=";".join(part for part in (note, outcome.note) if part) or None,
        )

    def _route(self, rule_id: str) -> tuple[_Answerer, Any, Pack, str | None]:
        """Who answers a rule, with which row, from which text; with a note where the city's own row goes first."""
        prefix, colon, id_ = rule_id.partition(":")
        if rule_id == "modes":
            return (lambda inquiry, _: answer_modes(inquiry)), None, self._first_with("modes"), None
        if rule_id == "ranking":
            return (lambda inquiry, _: answer_ranking(inquiry)), None, self._first_with("priority"), None
        if prefix == "transition" and id_ in TRANSITIONS:
            return (lambda inquiry, _: ask_transition(inquiry, id_)), None, self.pack, None
        for section, answerer in _ANSWERERS.items():
            name = id_ if colon else rule_id
            if (PREFIXES.get(section) == prefix) if colon else section not in PREFIXES:
                row = self.find(section, name)
                if row is not None:
                    first = self._goes_first(section, row)
                    note = None if first is row else f"本级文件自有规定《{first.name}》,按其执行"
                    return answerer, first, self.owner_of(section, first.id), note
        raise UnknownRule("rule", rule_id, f"规则包 {self.pack.id} 中没有规则 {rule_id}")

    def _goes_first(self, section: str, row: Any) -> Any:
        """A city's own row with the same matter or event goes before a layer's."""
        if self.pack.find(section, row.id) is not None:
            return row
        if section == "ballots":
            return self.ballot_for(row.matter)
        return self.clock_for(row.event) if section == "clocks" else row

    def _first_with(self, section: str) -> Pack:
        return next((pack for pack in self._searched if pack.rows(section)), self.pack)

    # For pages

    def supplies(self, answer: Answer) -> tuple[Supply, ...]:
        """Each missing key with who must supply it and a Chinese sentence, for a to-do list."""
        return supplies(self, answer)

    def may_be_renovated(self, question: Question) -> tuple[Answer, ...]:
        """The verdict on a neighbourhood: one answer per eligibility rule; none = 「本文件没有此项规定」."""
        return tuple(self.ask(rule.id, question) for rule in self.rows("eligibility"))

    def compile_eligibility(self, at: str | None = None) -> CompiledEligibility:
        """A fast evaluator for bulk verdicts over all eligibility rules (the fact `neighbourhood.eligible`).

        `at="register"` or `"reserve"` compiles that transition's eligibility; `"register"` adds its blocking gates.
        """
        ids = [id_ for rule in self.rows("eligibility") if at in (None, rule.for_) for id_ in rule.require]
        if at == "register":
            gates = [gate for gate in self.rows("gates") if gate.at == at and gate.effect == "block"]
            ids += [id_ for gate in gates if gate.applies_to is None for id_ in gate.require]
        return compile_criteria(self, tuple(ids))

    # What the tenant settles

    def unsettled(self) -> tuple[Unsettled, ...]:
        """What the tenant must still decide: open paths not filled by the overlay, then plain advice."""
        return unsettled(self.effective)

    def open_paths(self) -> tuple[str, ...]:
        """The open paths not filled by the overlay, in the order of the file."""
        return tuple(place.path for place in entries.open_paths(self.effective))

    def place(self, path: str) -> entries.Place:
        """Where an overlay path leads: its row, `clause` and the pack's own `value`. UnknownId, UnknownKey."""
        key = path.partition(".")[0]
        owner = next((pack for pack in self._searched if pack.section_of(key) is not None), self.effective)
        return entries.locate(self.pack if owner is self.effective else owner, path)

    def validate_overlay(self, path: str, value: Any) -> None:
        """Check one entry beside those in force. NotAllowed names the clause; BadValue, UnknownId, UnknownKey."""
        Rulebook(self.pack, self.layers, {**self.overlay, path: value})

    def with_overlay(self, overlay: Mapping[str, Any]) -> Rulebook:
        """The same pack and layers under another overlay."""
        return Rulebook(self.pack, self.layers, overlay)

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of each section, layers included."""
        return {
            section: frozenset(getattr(row, "id", None) or row.at for row in self.rows(section))
            for section in ALL_SECTIONS
        }


def _missing(finding: Finding) -> tuple[str, ...]:
    """Empty on yes; on no only the empty paths of a `complete` criterion; all of it while undetermined."""
    if finding.verdict is Verdict.YES:
        return ()
    return tuple(dict.fromkeys((*finding.gaps, *finding.still_missing)))


def _distinct(because: Iterable[Because]) -> tuple[Because, ...]:
    """One line per criterion, rule and subject."""
    seen: dict[tuple[str, str, str | None], Because] = {}
    for entry in because:
        seen.setdefault((entry.id, entry.rule, entry.subject), entry)
    return tuple(seen.values())


def _plain(ask: Callable[[Inquiry, Any], Finding]) -> _Answerer:
    return lambda inquiry, row: Outcome(ask(inquiry, row))


def _answer_item(inquiry: Inquiry, row: Any) -> Outcome:
    from .criteria import ask_all

    inquiry.touch(f"item:{row.id}")
    return Outcome(ask_all(inquiry, row.when, f"item:{row.id}"))


def _answer_criterion(inquiry: Inquiry, row: Any) -> Outcome:
    finding = ask_criterion(inquiry, row.id, row.id)
    return Outcome(finding, note=None if finding.asked else "没有需要判断的对象")


_ANSWERERS: dict[str, _Answerer] = {
    "criteria": _answer_criterion,
    "eligibility": _plain(ask_rule),
    "gates": answer_gate,
    "subsidies": answer_subsidy,
    "special": answer_special,
    "reviews": answer_review,
    "shares": answer_share,
    "assessments": answer_assessment,
    "ballots": answer_ballot,
    "clocks": answer_clock,
    "splits": answer_split,
    "items": _answer_item,
    "channels": answer_channel,
    "modes": answer_mode,
}

__all__ = ["NotAllowed", "Question", "Rulebook"]
