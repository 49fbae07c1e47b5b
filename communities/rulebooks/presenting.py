"""An answer of the rulebook as a page shows it: criteria with clause and fact, what is missing and who supplies it.

Takes the answer just given or the verdict that a Decision kept, with the version it was made by; asks the database
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse

from communities.rulebooks import labels
from communities.rulebooks.clauses import words_of
from communities.rulebooks.queries import Adopted
from communities.rulebooks.wording import Words
from policies.pack.rows import Share, Threshold
from policies.supply import Supply
from policies.verdict import Answer, Because, Caution, Verdict
from policies.vocabulary import FLAG_NAMES, KINDS_WITHOUT_LOGIN, PAYER_NAMES

DEMO = "演示"
_WHOLE_RULES = {"modes": "管理模式", "ranking": "先后次序"}
_OWN_RECORDS = {"acceptance.passed": "竣工验收记录"}
"""What the application itself keeps, asked beside the rulebook's criteria."""
_ADVICE = {
    "yes": "",
    "no": "有一项不符合即为不符合；所据事实有误的，更正后重新判定。",
    "undetermined": "待定与否同样不能推进；补齐下列各项后重新判定。",
}
_ORDER = {"undetermined": 0, "no": 1, "yes": 2}


@dataclass(frozen=True)
class Need:
    """One missing thing: 由 `who` `what`. `url` leads to the open question, where the tenant must settle it."""

    key: str
    who: str
    what: str
    url: str = ""

    @property
    def sentence(self) -> str:
        return f"由{self.who}{self.what}"


@dataclass(frozen=True)
class CriterionView:
    """One criterion as asked; the attributes are those of the component `c-crit`."""

    id: str
    name: str
    answer: str
    clause: str
    quote: str
    note: str
    url: str
    fact: str
    is_demo: bool
    needs: tuple[Need, ...] = ()
    word: str = ""


@dataclass(frozen=True)
class AnswerView:
    """A whole answer, for `rulebooks/_answer.html`."""

    rule: str
    title: str
    answer: str
    word: str
    summary: str
    advice: str
    document: str
    url: str
    version: int
    criteria: tuple[CriterionView, ...]
    needs: tuple[Need, ...]
    warnings: tuple[Caution, ...]
    note: str
    amount: str | None
    demo: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """Every missing thing once, as a sentence."""
        needs = [*(need for criterion in self.criteria for need in criterion.needs), *self.needs]
        return list(dict.fromkeys(need.sentence for need in needs))


def present(
    answer: Answer | Mapping[str, Any],
    adopted: Adopted,
    *,
    tenant: str,
    facts: Mapping[str, Any] | None = None,
    subjects: Mapping[str, str] | None = None,
) -> AnswerView:
    """The answer in words, undetermined criteria first, then no, then yes.

    `tenant` is the code in the addresses; `facts` the question in the shape of FACTS.json, as a Decision keeps it
    (`facts.as_facts`); `subjects` names the subjects of the question (`{"building:12": "3号楼"}`).
    """
    given = answer if isinstance(answer, Answer) else _stored(answer)
    page = _Page(adopted, tenant, facts or {}, subjects or {})
    supplies = adopted.rulebook.supplies(given)
    taken: set[str] = set()
    criteria = []
    for entry in _once(given.because):
        own = [s for s in supplies if page.concerns(s, entry)]
        taken.update(_key(s) for s in own)
        needs = tuple(dict.fromkeys(page.need(s) for s in own))
        criteria.append(replace(page.criterion(entry), needs=needs))
    counts = {value: sum(c.answer == value for c in criteria) for value in _ORDER}
    demo = page.demo_of(given)
    return AnswerView(
        rule=given.rule,
        title=page.title(given.rule),
        answer=given.answer.value,
        word="不适用" if not given.applies else given.answer.label,
        summary=(
            f"{len(criteria)} 项中 {counts['yes']} 项为是、{counts['no']} 项为否、{counts['undetermined']} 项待定。"
            if criteria
            else ""
        ),
        advice=_ADVICE[given.answer.value],
        document=page.document(given.pack),
        url=page.url(given.rule),
        version=adopted.version.number,
        criteria=tuple(sorted(criteria, key=lambda c: _ORDER[c.answer])),
        needs=tuple(dict.fromkeys(page.need(s) for s in supplies if _key(s) not in taken)),
        warnings=given.warnings,
        note=given.note or "",
        amount=None if given.amount is None else f"{given.amount:.2f}",
        demo=tuple(f"{page.words.path(path)}：{page.said(path)}" for path in demo),
    )


def _stored(verdict: Mapping[str, Any]) -> Answer:
    """The answer that a Decision kept."""
    because = (
        Because(
            id=entry["id"],
            rule=entry["rule"],
            subject=entry["subject"],
            answer=Verdict(entry["answer"]),
            clause=entry["clause"],
            quote=entry["quote"],
            reading=entry["reading"],
        )
        for entry in verdict["because"]
    )
    return Answer(
        rule=verdict["rule"],
        pack=verdict["pack"],
        version=verdict["version"],
        overlay_hash=verdict["overlay_hash"],
        layers=verdict["layers"],
        answer=Verdict(verdict["answer"]),
        applies=verdict["applies"],
        amount=None if verdict["amount"] is None else Decimal(verdict["amount"]),
        because=tuple(because),
        missing=tuple(verdict["missing"]),
        warnings=tuple(Caution(**warning) for warning in verdict["warnings"]),
        note=verdict["note"],
    )


def _once(because: Iterable[Because]) -> list[Because]:
    """Each criterion once where several rules of the answer ask it of the same subject and hear the same."""
    found: dict[tuple[str, str | None, Verdict], Because] = {}
    for entry in because:
        found.setdefault((entry.id, entry.subject, entry.answer), entry)
    return list(found.values())


def _key(supply: Supply) -> str:
    return f"{supply.kind}:{supply.id} @{supply.subject}"


def _facts_of(criterion: Any) -> tuple[str, ...]:
    """The facts that a criterion reads: its own, or those of the measure that the tenant added to a declared one."""
    if isinstance(criterion.threshold, Threshold):
        return (criterion.threshold.field,)
    return tuple(criterion.complete or (path for path in (criterion.field, criterion.than) if path))


def _is_item_class(path: str) -> bool:
    return path.startswith("item:") and path.endswith(".class")


def _asks_class(row: Any) -> bool:
    """Whether the class of an item decides there: what a class pays, a gate that spares one, fixed shares."""
    applies_to = getattr(row, "applies_to", None)
    return (
        isinstance(row, Share)
        or getattr(applies_to, "class_not", None) is not None
        or getattr(row, "field", None) == "project.shares_fixed"
    )


class _Page:
    """What the rows of one answer have in common."""

    def __init__(
        self, adopted: Adopted, tenant: str, facts: Mapping[str, Any], subjects: Mapping[str, str]
    ) -> None:
        self.adopted = adopted
        self.tenant = tenant
        self.facts = facts
        self.subjects = subjects
        self.words: Words = words_of(adopted)
        self._given = {f"{s['kind']}:{s['id']}": s for s in facts.get("subjects", ())}

    def title(self, rule: str) -> str:
        if rule in _WHOLE_RULES:
            return _WHOLE_RULES[rule]
        if rule in _OWN_RECORDS:
            return _OWN_RECORDS[rule]
        if rule.startswith("transition:"):
            return labels.TRANSITIONS[rule.partition(":")[2]]
        found = self.words.row(rule)
        return str(found[1].name) if found else rule

    def document(self, pack: str) -> str:
        for text in (self.adopted.pack, *self.adopted.layers):
            if text.id == pack:
                return text.identity.title
        return pack

    def url(self, key: str) -> str:
        """The clause in the version that answered."""
        found = self.words.row(key)
        if found is None:
            return ""
        kwargs = {"tenant": self.tenant, "number": self.adopted.version.number, "section": found[0]}
        return f"{reverse('rulebook_section', kwargs=kwargs)}#{key}"

    def criterion(self, entry: Because) -> CriterionView:
        set_here = [path for path in self.adopted.overlay if path.startswith(f"{entry.id}.")]
        is_demo = any(path in self.adopted.demo for path in set_here)
        subject = self.subjects.get(entry.subject or "", "")
        notes = [entry.reading["zh"]] if entry.reading else []
        notes += [f"本级补充设定：{self.said(path)}" for path in set_here]
        return CriterionView(
            id=entry.id,
            name=f"{self.title(entry.id)}（{subject}）" if subject else self.title(entry.id),
            answer=entry.answer.value,
            clause=entry.clause or "",
            quote=entry.quote or "",
            note="；".join(notes),
            url=self.url(entry.id),
            fact=self._fact(entry),
            is_demo=is_demo,
        )

    def said(self, path: str) -> str:
        """The value of an entry, marked where it is a demonstration."""
        words = self.words.value(path.rpartition(".")[2], self.adopted.overlay[path])
        return f"{words}（{DEMO}）" if path in self.adopted.demo else words

    def concerns(self, supply: Supply, entry: Because) -> bool:
        """Whether the missing thing is missing for this criterion."""
        if supply.subject and entry.subject and supply.subject != entry.subject:
            return False
        if supply.kind in ("declared", "overlay"):
            return entry.id == supply.id.partition(".")[0]
        if entry.answer is Verdict.YES:
            return False
        row = self.adopted.rulebook.find("criteria", entry.id)
        if supply.kind == "evidence":
            return row is not None and supply.id in row.evidence
        if supply.kind == "fact":
            return row is not None and supply.id in _facts_of(row)
        if supply.kind in ("opinion", "output", "review"):
            return self.adopted.rulebook.has("reviews", entry.id)
        return False

    def need(self, supply: Supply) -> Need:
        who, what, url = supply.by_name, supply.sentence, ""
        actor = self.adopted.rulebook.find("actors", supply.by) if supply.by else None
        if actor is not None and actor.kind in KINDS_WITHOUT_LOGIN:
            who = f"{who}（由街道、社区代为录入）"
        if supply.kind == "fact":
            is_known = self._known(supply.subject, supply.id) is not None
            name = self.words.fact(supply.id)
            what = f"把“{name}”补充到月或日" if is_known else f"填写“{name}”"
        elif supply.kind == "declared":
            row = self.adopted.rulebook.get("criteria", supply.id)
            papers = "".join(f"《{paper}》" for paper in row.evidence)
            what = f"申报是否“{row.name}”" + (f"，并附{papers}" if papers else "")
        elif supply.kind == "evidence":
            what = f"补交《{supply.id}》"
        elif supply.kind == "overlay":
            what = f"确定“{self.words.path(supply.id)}”"
            url = f"{reverse('rulebook_unsettled', kwargs={'tenant': self.tenant})}#{supply.id}"
        elif supply.kind == "flag":
            what = f"说明{FLAG_NAMES.get(supply.id, supply.id)}"
        elif supply.kind == "opinion":
            what = "发表审查意见"
        elif supply.kind == "review":
            what = "作出审查结论"
        elif supply.kind == "output":
            what = f"补全审查成果（{supply.sentence}）"
        elif supply.kind == "payer":
            what = f"填写{PAYER_NAMES.get(supply.id, supply.id)}的出资比例"
        if subject := self.subjects.get(supply.subject or ""):
            what = f"{what}（{subject}）"
        return Need(_key(supply), who, what, url)

    def demo_of(self, answer: Answer) -> list[str]:
        """The 演示 entries that had a part in the answer: those of its rules and criteria, of its channel, and the
        classes of its items where one of the rules asks for a class.
        """
        keys = {answer.rule, *(b.id for b in answer.because), *(b.rule for b in answer.because)}
        rows = [found[1] for key in keys if (found := self.words.row(key))]
        step = answer.rule.removeprefix("transition:")
        rows += [gate for gate in self.adopted.rulebook.rows("gates") if gate.at == step]
        for row in rows:
            keys.add(f"channel:{getattr(row, 'paid_from', '')}")
            keys.update(getattr(row, "indicators", ()))
        classes = self._item_classes() if any(map(_asks_class, rows)) else set()
        return sorted(
            path
            for path in self.adopted.demo
            if (path in classes if _is_item_class(path) else path.partition(".")[0] in keys)
        )

    def _item_classes(self) -> set[str]:
        """The paths of the classes of all items in the question."""
        items = [self.facts.get("item"), *(s.get("item") for s in self._given.values())]
        return {f"item:{item['id']}.class" for item in items if item and item.get("id")}

    def _fact(self, entry: Because) -> str:
        """What the criterion was judged by: the fact, or who declared what with which documents."""
        row = self.adopted.rulebook.find("criteria", entry.id)
        if row is None:
            return ""
        if row.kind == "declared" and not _facts_of(row):
            stated = self._declared(entry.subject, entry.id)
            if stated is None or stated.get("value") is None:
                return "还没有申报"
            papers = "、".join(f"《{paper}》" for paper in stated.get("evidence") or ())
            by = self.words.actor(stated["by"]) if stated.get("by") else ""
            return f"{by}申报：{'是' if stated['value'] else '否'}" + (
                f"（材料：{papers}）" if papers else ""
            )
        return "，".join(self._stated(entry.subject, path) for path in _facts_of(row))

    def _stated(self, subject: str | None, path: str) -> str:
        known = self.words.known(path, self._known(subject, path))
        return f"{self.words.fact(path)}：{known or '未填'}"

    def _known(self, subject: str | None, path: str) -> Any:
        own = self._given.get(subject or "", {}).get("facts", {})
        return own.get(path, self.facts.get("facts", {}).get(path))

    def _declared(self, subject: str | None, criterion: str) -> Mapping[str, Any] | None:
        own = self._given.get(subject or "", {}).get("declared", {})
        stated: Mapping[str, Any] | None = own.get(criterion) or self.facts.get("declared", {}).get(criterion)
        return stated
