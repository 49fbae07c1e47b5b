"""One question being answered: which subjects are asked, where each fact comes from, what of the question was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .question import Declaration, Question, Subject, WorksItem
from .verdict import Because, Finding, Verdict

if TYPE_CHECKING:
    from .pack.rows import Criterion, Item
    from .rulebook import Rulebook

FLAT = Subject("", "")


@dataclass(frozen=True, slots=True)
class Scope:
    """A subject with the subjects around it, asked from the inside out; the flat keys of the question come last."""

    subjects: tuple[Subject, ...] = ()
    several: bool = False

    @property
    def label(self) -> str | None:
        return self.subjects[0].label if self.subjects else None

    @property
    def suffix(self) -> str:
        """What follows a missing key when there are several such subjects: ` @lift:2`."""
        return f" @{self.label}" if self.several else ""


EVERYWHERE = Scope()


class Inquiry:
    """Reads the question and remembers what was read. One per call of `Rulebook.ask`; not shared."""

    def __init__(
        self, book: Rulebook, question: Question, rule: str, facts: Mapping[tuple[str, str], Any]
    ) -> None:
        self.book = book
        self.question = question
        self.rule = rule
        self.used: set[str] = set()
        self.touched: set[str] = set()
        self._facts = facts  # (subject label or "", path) -> typed value
        self._flat = Subject("", "", question.facts, question.declared, question.flags, question.item)
        self._deriving: set[str] = set()

    # Subjects

    def scopes(self, kind: str, within: Scope = EVERYWHERE) -> tuple[Scope, ...]:
        """The subjects of that kind: those given, or the one the flat keys describe, or none at all."""
        given = [subject for subject in self.question.subjects if subject.kind == kind]
        if given:
            return tuple(Scope((subject, *within.subjects), len(given) > 1) for subject in given)
        if kind in self.question.none:
            self.used.add(f"none.{kind}")
            return ()
        return (within,) if within.subjects else (EVERYWHERE,)

    def scopes_for(self, criterion: Criterion, within: Scope = EVERYWHERE) -> tuple[Scope, ...]:
        """The subjects that a criterion is asked of. A lift carries its building's facts."""
        if within.subjects:
            inside = within.subjects[0]
            if criterion.about == inside.kind or _carries(inside, criterion):
                return (within,)
        elif criterion.about == "building" and not self._has("building"):
            lifts = [
                scope
                for scope in self.scopes("lift")
                if scope.subjects and _carries(scope.subjects[0], criterion)
            ]
            if lifts:
                return tuple(lifts)
        scopes = self.scopes(criterion.about, within)
        if within.subjects and not self._has(criterion.about):
            # Nothing of its own here: the flat keys answer once for all. A building is its lift's own.
            return (
                (within,)
                if criterion.about == "building" and within.subjects[0].kind == "lift"
                else ((EVERYWHERE,) if scopes else ())
            )
        return scopes

    def _has(self, kind: str) -> bool:
        return any(subject.kind == kind for subject in self.question.subjects)

    # What the question says

    def given(self, path: str, scope: Scope) -> Any | None:
        """The typed value of a fact as given, looked for from the inside out; None when it is not there."""
        for subject in (*scope.subjects, self._flat):
            label = subject.label if subject.kind else ""
            value = self._facts.get((label, path))
            if value is not None:
                self._use("facts", path, subject)
                return value
        return None

    def declaration(self, criterion: str, scope: Scope) -> Declaration | None:
        for subject in (*scope.subjects, self._flat):
            if criterion in subject.declared:
                self._use("declared", criterion, subject)
                return subject.declared[criterion]
        return None

    def flag(self, name: str, scope: Scope) -> bool | None:
        for subject in (*scope.subjects, self._flat):
            if name in subject.flags:
                self._use("flags", name, subject)
                return subject.flags[name]
        return None

    def item(self, scope: Scope) -> Item | None:
        """The catalogue item of a works item; None when nobody says which."""
        for subject in (*scope.subjects, self._flat):
            if subject.item.id is not None:
                self._use("item", "id", subject)
                found: Item | None = self.book.find("items", subject.item.id)
                return found
        inside = next((s for s in scope.subjects if s.kind == "item"), None)
        return self.book.find("items", inside.id) if inside else None

    def item_class(self, item: Item) -> str | None:
        """The class of a catalogue item from the pack or the overlay; None while it is open."""
        self.touched.add(f"item:{item.id}.class")
        return None if item.class_ == "open" else item.class_

    def works(self, name: str, scope: Scope) -> Any | None:
        """`cost` (yuan) or `count` of the works item."""
        for subject in (*scope.subjects, self._flat):
            value = getattr(subject.item, name)
            if value is not None:
                self._use("item", name, subject)
                return value
        return None

    def _use(self, part: str, key: str, subject: Subject) -> None:
        suffix = f" @{subject.label}" if subject.kind else ""
        self.used.add(f"{part}.{key}{suffix}")

    @contextmanager
    def deriving(self, what: str) -> Iterator[bool]:
        """Guards against a rule that derives from itself: yields False on the way back in."""
        fresh = what not in self._deriving
        if fresh:
            self._deriving.add(what)
        try:
            yield fresh
        finally:
            if fresh:
                self._deriving.discard(what)

    # Words of an answer

    def entry(self, row: Any, rule: str, scope: Scope, answer: Verdict, id_: str | None = None) -> Because:
        """One line of `because` for a criterion or a rule's own test."""
        reading = row.reading.model_dump() if row.reading else None
        return Because(id_ or row.id, rule, scope.label, answer, row.source, row.quote, reading, row.name)

    def touch(self, key: str) -> None:
        """Remember that the row was needed, and with it the overlay entries on it."""
        self.touched.add(key)

    def unused(self) -> tuple[str, ...]:
        """The keys of the question that no rule read, in the order given."""
        question = self.question
        known: list[str] = []
        for subject in (self._flat, *question.subjects):
            suffix = f" @{subject.label}" if subject.kind else ""
            known += [f"facts.{path}{suffix}" for path, value in subject.facts.items() if value is not None]
            known += [f"declared.{id_}{suffix}" for id_ in subject.declared]
            known += [f"flags.{name}{suffix}" for name in subject.flags]
            known += [
                f"item.{name}{suffix}" for name in ("id", "cost", "count") if _given(subject.item, name)
            ]
        known += [f"none.{kind}" for kind in sorted(question.none)]
        known += [name for name in ("payers", "withdrawals") if getattr(question, name) is not None]
        if question.review is not None:
            known += ["review"] if "review" not in self.used else []
            known += [
                f"review.opinions.{o.reviewer}" for o in question.review.opinions if "review" in self.used
            ]
        used = [key for key in known if key not in self.used]
        entries = [f"overlay.{path}" for path in question.overlay if not self._reached(path)]
        return tuple(dict.fromkeys((*used, *entries)))

    def _reached(self, path: str) -> bool:
        row = path.partition(".")[0]
        return path in self.touched or row in self.touched


def _given(item: WorksItem, name: str) -> bool:
    return getattr(item, name) is not None


def _carries(subject: Subject, criterion: Criterion) -> bool:
    """Whether a subject has something of its own to say to a criterion about another kind."""
    paths = (criterion.field, criterion.than, *(criterion.complete or ()))
    return criterion.id in subject.declared or any(path in subject.facts for path in paths if path)


def unknown(*missing: str, **more: Any) -> Finding:
    return Finding(Verdict.UNDETERMINED, missing=missing, **more)
