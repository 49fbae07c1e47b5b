"""The columns of the monthly form: the published vocabulary of progress and effect, and the rates made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from policies.vocabulary import ITEM_CONCEPTS

HUNDREDTH = Decimal("0.01")
METRES = MappingProxyType({"米": 1, "延米": 1, "延长米": 1, "m": 1, "公里": 1000, "千米": 1000, "km": 1000})
SQUARE_METRES = MappingProxyType(
    {"平方米": 1, "平米": 1, "㎡": 1, "m2": 1, "m²": 1, "万平方米": 10_000, "万㎡": 10_000}
)


def _pieces(*words: str) -> Mapping[str, int]:
    return MappingProxyType(dict.fromkeys(words, 1))


@dataclass(frozen=True)
class Figure:
    """A column of the form. Kept in the base unit (户, ㎡, 元, 米), shown divided by `scale` with `places` decimals.

    `concepts`: what of the catalogue is summed, and `units` which units fit and how many base units each is. A figure
    without either is counted by nobody but by hand (`is_counted` false).
    """

    id: str
    label: str
    unit: str
    group: str
    scale: int = 1
    places: int = 0
    concepts: tuple[str, ...] = ()
    units: Mapping[str, int] = field(default_factory=dict)
    is_counted: bool = True

    def shown(self, value: Decimal | None) -> Decimal | None:
        """The value in the unit of the form, half up."""
        if value is None:
            return None
        return (value / self.scale).quantize(HUNDREDTH if self.places else Decimal(1), ROUND_HALF_UP)

    def text(self, value: Decimal | None) -> str:
        """The same as it is written, with separators; the dash where nothing is known."""
        number = self.shown(value)
        return "—" if number is None else f"{number:,f}"

    def base(self, shown: Decimal) -> Decimal:
        """What somebody typed in the unit of the form, in the base unit."""
        return shown * self.scale

    def measured(self, quantity: Decimal | None, unit: str) -> Decimal | None:
        """A quantity with its unit as entered, in the base unit; None where the unit does not fit or none is known."""
        factor = self.units.get(unit.strip().lower())
        return None if quantity is None or factor is None else quantity * factor


STAGES = (("planned", "计划"), ("started", "新开工"), ("completed", "完工"))
MEASURES = (
    ("neighbourhoods", "小区数", "个", 1, 0),
    ("buildings", "楼栋数", "栋", 1, 0),
    ("households", "户数", "户", 1, 0),
    ("floor_area", "面积", "万㎡", 10_000, 2),
)
INVESTMENTS = {"planned": "计划投资", "started": "开工项目投资", "completed": "完成投资"}

PROGRESS: tuple[Figure, ...] = tuple(
    figure
    for stage, group in STAGES
    for figure in (
        *(
            Figure(f"{stage}.{name}", label, unit, group, scale, places)
            for name, label, unit, scale, places in MEASURES
        ),
        Figure(f"{stage}.investment", INVESTMENTS[stage], "万元", group, 10_000, 2),
    )
)
_DONE = "改造效果"
LINES = tuple(concept for concept in ITEM_CONCEPTS["lines"] if concept != "meter")
SERVICES = tuple(concept for concept in ITEM_CONCEPTS["services"] if concept != "culture_sport")
EFFECT: tuple[Figure, ...] = (
    Figure("lifts", "加装电梯", "部", _DONE, concepts=("lift",), units=_pieces("部", "台")),
    Figure(
        "parking", "停车位", "个", _DONE, concepts=("parking",), units=_pieces("个", "位", "车位", "泊位")
    ),
    Figure(
        "charging",
        "充电桩",
        "个",
        _DONE,
        concepts=("charging",),
        units=_pieces("个", "台", "根", "桩", "套"),
    ),
    Figure("charging_cars", "其中汽车充电桩", "个", _DONE, is_counted=False),
    Figure("charging_bikes", "其中电动自行车充电桩", "个", _DONE, is_counted=False),
    Figure("pipelines", "管线改造", "公里", _DONE, 1000, 2, concepts=LINES, units=METRES),
    Figure("energy", "节能改造", "㎡", _DONE, concepts=("energy",), units=SQUARE_METRES),
    Figure(
        "services", "服务设施", "个", _DONE, concepts=SERVICES, units=_pieces("个", "处", "所", "座", "间")
    ),
    Figure("grounds", "文体场地", "㎡", _DONE, concepts=("culture_sport",), units=SQUARE_METRES),
)
"""Works items finished. The catalogues know one kind of charging point: cars and bicycles are told apart by hand."""

WITHIN: tuple[Figure, ...] = tuple(
    Figure(f"within_{stage}.{name}", f"{word}{label}", unit, "本年计划内")
    for stage, word in (("started", "已开工"), ("completed", "已完工"))
    for name, label, unit in (("neighbourhoods", "小区数", "个"), ("households", "户数", "户"))
)
"""Of the year's planned list, how much has started and is completed, by the frozen figures: what the rates are of."""

FIGURES: Mapping[str, Figure] = MappingProxyType(
    {figure.id: figure for figure in (*PROGRESS, *EFFECT, *WITHIN)}
)


@dataclass(frozen=True)
class Rate:
    """A rate of two numbers of the year: of the planned list, what has started or is completed. Never an average."""

    id: str
    label: str
    above: str
    below: str

    def of(self, above: Decimal | None, below: Decimal | None) -> Decimal | None:
        """Per cent with two decimals, half up; None where nothing was planned."""
        if above is None or not below:
            return None
        return (100 * above / below).quantize(HUNDREDTH, ROUND_HALF_UP)


RATES = (
    Rate(
        "start_neighbourhoods", "开工率（按小区）", "within_started.neighbourhoods", "planned.neighbourhoods"
    ),
    Rate("start_households", "开工率（按户数）", "within_started.households", "planned.households"),
    Rate(
        "completion_neighbourhoods", "完工率（按小区）", "completed.neighbourhoods", "planned.neighbourhoods"
    ),
    Rate("completion_households", "完工率（按户数）", "within_completed.households", "planned.households"),
)
