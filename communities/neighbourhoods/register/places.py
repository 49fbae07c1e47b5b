"""Finds the division that a row names in an injected table of divisions; nothing is guessed silently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple, Self

from .names import cleaned, fold

COMMITTEES = (
    (re.compile("(社区)?居民?委员?会?$"), "社区"),
    (re.compile("村?村民委员会$|村?村委会?$"), "村"),
    (re.compile("街道办(事处)?$|街办$|办事处$"), "街道"),
    (re.compile("(?<=[镇乡])人民政府$"), ""),
)
"""Offices named after their place -> the place. A residents' committee is not a villagers' committee."""

ENDINGS = {
    "city": re.compile("(市|自治州|地区|盟|州)$"),
    "district": re.compile("(自治县|新区|区|县|市)$"),
    "street": re.compile("(街道|办事处|民族乡|镇|乡)$"),
    "community": re.compile("(社区|村)$"),
}
FIELD_NAMES = {"city": "市", "district": "县(市、区)", "street": "街道(镇)", "community": "社区"}


class Division(NamedTuple):
    """One row of the divisions table: statistical code, name, level, code of the parent ("" at the top)."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a row; `understood` holds (field, official name) where a cell was written another way."""

    code: str
    district: str | None
    understood: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why a place was refused: at which field, in a sentence, what would be right and what to do."""

    field: str
    code: str
    message: str
    expected: str
    remedy: str


class Places:
    """A tenant's tree of divisions, indexed by name. Built once, asked for each row."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self.by_code = {division.code: division for division in divisions}
        self._exact: dict[tuple[str, str], list[Division]] = defaultdict(list)
        self._canonical: dict[tuple[str, str], list[Division]] = defaultdict(list)
        self._stem: dict[tuple[str, str], list[Division]] = defaultdict(list)
        for division in self.by_code.values():
            level = division.level
            self._exact[level, fold(division.name)].append(division)
            self._canonical[level, _canonical(division.name)].append(division)
            self._stem[level, _stem(division.name, level)].append(division)
        self._children: dict[str, list[Division]] = defaultdict(list)
        for division in self.by_code.values():
            self._children[division.parent].append(division)
        self._levels = {division.level for division in self.by_code.values()}
        self._resolve = lru_cache(maxsize=65536)(self._resolve_uncached)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """From rows with the keys code, name, level, parent, as in the divisions files."""
        return cls(Division(row["code"], row["name"], row["level"], row["parent"] or "") for row in rows)

    def resolve(
        self,
        *,
        city: str = "",
        district: str = "",
        street: str,
        community: str = "",
        within: str | None = None,
    ) -> Found | NotFound:
        """The place that the cells name, from the top down; blanks are inferred where only one place fits.

        A blank community gives the street. `within` is the code of the officer's own place: outside is
        refused. Raises LookupError when `within` is not in the table.
        """
        if within is not None and within not in self.by_code:
            raise LookupError(f"no division {within!r} in this table")
        return self._resolve(city, district, street, community, within)

    def is_under(self, code: str, ancestor: str) -> bool:
        """Whether a place is the ancestor itself or lies below it."""
        return ancestor in self.path(code)

    def path(self, code: str) -> tuple[str, ...]:
        """The codes from a place up to the top."""
        steps: list[str] = []
        while code in self.by_code and code not in steps:
            steps.append(code)
            code = self.by_code[code].parent
        return tuple(steps)

    def district_of(self, code: str) -> str | None:
        """The code of the district that a place is or lies in; None above the districts."""
        return next((step for step in self.path(code) if self.by_code[step].level == "district"), None)

    def named(self, name: str) -> list[Division]:
        """The divisions that a label of a subtotal row may mean, districts and above before streets."""
        levels = ("province", "municipality", "city", "district", "street")
        return [division for level in levels for division in self._matches(level, name)]

    def _resolve_uncached(
        self, city: str, district: str, street: str, community: str, within: str | None
    ) -> Found | NotFound:
        cells = {"city": city, "district": district, "street": street, "community": community}
        here: Division | None = None
        understood: list[tuple[str, str]] = []
        for field, text in cells.items():
            if not text or field not in self._levels:
                continue
            found = self._step(field, text, here, within)
            if isinstance(found, NotFound):
                return found
            if found.name != text:
                understood.append((field, found.name))
            here = found
            if within is not None and not self._may_hold(here, within):
                return self._outside(field, here, within)
        if here is None or here.level not in ("street", "community"):
            return NotFound(
                "street", "street_blank", "街道（镇）未填", "区划代码表中的街道（镇）", "填写所在街道（镇）"
            )
        if within is not None and not self.is_under(here.code, within):
            own = self.by_code[within].name
            message = f"只写到{here.name}，无法确认属于您的辖区{own}"
            return NotFound("community", "place_too_wide", message, own, f"填写{own}")
        understood += [(field, name) for field, name in self._above(here) if not cells[field]]
        return Found(here.code, self.district_of(here.code), tuple(understood))

    def _may_hold(self, here: Division, within: str) -> bool:
        """Whether a place lies in the officer's own, or around it, so that a cell below may still lead there."""
        return self.is_under(here.code, within) or self.is_under(within, here.code)

    def _above(self, here: Division) -> list[tuple[str, str]]:
        """The district and street over a place that have neighbours a blank cell could also have meant."""
        above = [self.by_code[code] for code in reversed(self.path(here.code)[1:])]
        return [
            (division.level, division.name)
            for division in above
            if division.level in ("district", "street") and len(self._children[division.parent]) > 1
        ]

    def _step(self, field: str, text: str, above: Division | None, within: str | None) -> Division | NotFound:
        candidates = [
            division
            for division in self._matches(field, text)
            if above is None or self.is_under(division.code, above.code)
        ]
        if len(candidates) > 1 and within is not None:
            candidates = [one for one in candidates if self._may_hold(one, within)] or candidates
        if len(candidates) == 1:
            return candidates[0]
        return self._ambiguous(field, text, candidates) if candidates else self._unknown(field, text, above)

    def _matches(self, level: str, text: str) -> list[Division]:
        """Exact name first, then the office of the place, then the name without its ending."""
        return (
            self._exact.get((level, fold(text)))
            or self._canonical.get((level, _canonical(text)))
            or (self._stem.get((level, fold(text))) if _stem(text, level) == fold(text) else None)
            or []
        )

    def _ambiguous(self, field: str, text: str, candidates: list[Division]) -> NotFound:
        full = [
            " ".join(self.by_code[step].name for step in reversed(self.path(one.code)[:3]))
            for one in candidates
        ]
        shown = "、".join(full[:4])
        name = FIELD_NAMES[field]
        return NotFound(
            field,
            "place_ambiguous",
            f"“{text}”不止一处：{shown}",
            f"能确定到一处的{name}",
            "写明上一级地名和全称",
        )

    def _unknown(self, field: str, text: str, above: Division | None) -> NotFound:
        nearest = self._nearest(field, text, above)
        where = f"{above.name}所辖的" if above else ""
        expected = f"区划代码表中{where}{'社区或村' if field == 'community' else FIELD_NAMES[field]}"
        elsewhere = self._elsewhere(field, text, above)
        message = f"区划代码表中{above.name if above else ''}没有“{text}”" + (
            f"；{elsewhere}" if elsewhere else ""
        )
        remedy = f"是否为：{'、'.join(nearest)}" if nearest else f"核对{FIELD_NAMES[field]}全称"
        return NotFound(field, f"{field}_unknown", message, expected, remedy)

    def _nearest(self, field: str, text: str, above: Division | None) -> list[str]:
        """Up to three names of the same level that look alike."""
        among = (
            self._below(above, field)
            if above
            else [one for one in self.by_code.values() if one.level == field]
        )
        names = {fold(one.name): one.name for one in among}
        core = ENDINGS[field].sub("", _canonical(text))
        starting = [name for key, name in names.items() if core and key.startswith(core)]
        close = [names[key] for key in get_close_matches(fold(text), names, n=3, cutoff=0.5)]
        return list(dict.fromkeys(starting + close))[:3]

    def _below(self, above: Division, level: str) -> list[Division]:
        """The divisions of a level under a place."""
        found: list[Division] = []
        waiting = [above]
        while waiting:
            for child in self._children[waiting.pop().code]:
                (found if child.level == level else waiting).append(child)
        return found

    def _elsewhere(self, field: str, text: str, above: Division | None) -> str:
        """Where the same name does exist, if the row only names the wrong place above it."""
        parents = {
            self.by_code[one.parent].name for one in self._matches(field, text) if one.parent in self.by_code
        }
        return f"它属于{'、'.join(sorted(parents)[:3])}" if above and parents else ""

    def _outside(self, field: str, here: Division, within: str) -> NotFound:
        own = self.by_code[within].name
        message = f"属于{here.name}，不在您的辖区{own}之内"
        return NotFound(field, "outside_own_place", message, f"{own}的小区", f"删去此行，由{here.name}导入")


def _canonical(name: str) -> str:
    """The place where its office is written: 八大关街道办事处 -> 八大关街道, 泊里村委会 -> 泊里村."""
    plain = fold(cleaned(name))
    for pattern, place in COMMITTEES:
        if pattern.search(plain):
            plain = pattern.sub("", plain) + place
            break
    return re.sub("社区(村|社区)$", "社区", plain)


def _stem(name: str, level: str) -> str:
    ending = ENDINGS.get(level)
    plain = _canonical(name)
    return (ending.sub("", plain) or plain) if ending else plain
