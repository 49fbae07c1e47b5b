"""How numbers, days, states, icons and form controls are written on a page.

Nothing here decides anything: a filter takes a value that a query or a policy worked out and gives its one
way of being shown. A missing value is always the dash, never a zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from communities.people.acting import Named, named

register = template.Library()

DASH = "—"
HUNDREDTH = Decimal("0.01")
TEN_THOUSAND = Decimal(10_000)

KINDS = {
    "yes": "yes",
    "no": "no",
    "open": "open",
    "info": "info",
    "undetermined": "open",
    "success": "yes",
    "error": "no",
    "danger": "no",
    "warning": "open",
}
SIGNS = {"yes": "check", "no": "cross", "open": "ask", "info": "play", "mute": "dash"}
WORDS = {"yes": "是", "no": "否", "open": "待定"}
ANSWER_ORDER = {"open": 0, "no": 1, "yes": 2}

# ── numbers ────────────────────────────────────────────────────────────


def _decimal(value: object) -> Decimal | None:
    """The value as a number, or None where there is none. A float goes through its text: 2.51 stays 2.51."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _two_places(number: Decimal) -> str:
    return f"{number.quantize(HUNDREDTH, ROUND_HALF_UP):,.2f}"


@register.filter
def money(value: object) -> str:
    """Yuan to the fen: ``1234.5`` -> ``1,234.50``. The unit stands in the table head or behind the number."""
    number = _decimal(value)
    return DASH if number is None else _two_places(number)


@register.filter
def wan_yuan(value: object) -> str:
    """Yuan shown in ten thousand yuan (万元), two decimals: ``12400000`` -> ``1,240.00``."""
    number = _decimal(value)
    return DASH if number is None else _two_places(number / TEN_THOUSAND)


@register.filter
def wan(value: object) -> str:
    """Square metres shown in 万㎡, two decimals: ``25100`` -> ``2.51``."""
    number = _decimal(value)
    return DASH if number is None else _two_places(number / TEN_THOUSAND)


@register.filter
def area(value: object) -> str:
    """Square metres, two decimals: ``3861.5`` -> ``3,861.50``."""
    return money(value)


@register.filter
def count(value: object) -> str:
    """A whole number with separators: ``137714`` -> ``137,714``."""
    number = _decimal(value)
    return DASH if number is None else f"{number.to_integral_value(ROUND_HALF_UP):,}"


@register.filter
def percent(value: object) -> str:
    """A share between 0 and 1 as per cent, two decimals: ``0.8301`` -> ``83.01%``."""
    number = _decimal(value)
    return DASH if number is None else f"{_two_places(number * 100)}%"


@register.filter
def rate(numerator: object, denominator: object) -> str:
    """The rate of two sums: ``259|rate:312`` -> ``83.01%``. Without a denominator there is no rate."""
    above, below = _decimal(numerator), _decimal(denominator)
    return DASH if above is None or not below else percent(above / below)


@register.filter
def dash(value: object) -> object:
    """The value, or the dash where nothing is known. Zero and False are known."""
    return DASH if value is None or value == "" else value


@register.simple_tag
def change(value: object, unit: str = "", good: str = "up") -> SafeString:
    """A change in words: ``{% change 5.71 "个百分点" %}`` -> 增 5.71 个百分点.

    ``good="down"`` where less is better: the colour tells good from bad, the word tells more from less.
    """
    number = _decimal(value)
    if number is None:
        return format_html('<span class="flat">{}</span>', DASH)
    if number == 0:
        return format_html('<span class="flat">{}</span>', "平")
    word = "增" if number > 0 else "减"
    is_good = (number > 0) == (good == "up")
    words = f"{word} {abs(number):,f} {unit}".rstrip()
    return format_html('<span class="{}">{}</span>', "up" if is_good else "down", words)


@register.filter
def bar(value: object) -> str:
    """Per cent (0 to 100) as a length inside an SVG bar; what lies outside is drawn at the end."""
    number = _decimal(value) or Decimal(0)
    return f"{min(max(number, Decimal(0)), Decimal(100)):.2f}%"


@register.filter
def mark(value: object) -> str:
    """Per cent (0 to 100) as the place of a target tick, kept inside the bar so that it stays visible."""
    number = _decimal(value) or Decimal(0)
    return f"{min(max(number, Decimal('0.4')), Decimal('99.6')):.2f}%"


# ── days ────────────────────────────────────────────────────────────


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def day(value: dt.date | None, form: str = "") -> str:
    """A day as ``2026-11-21``; ``|day:"short"`` gives ``11-21`` for use within a list of one year."""
    if not isinstance(value, dt.date):
        return DASH
    on = _local(value).date() if isinstance(value, dt.datetime) else value
    return f"{on:%m-%d}" if form == "short" else on.isoformat()


@register.filter
def moment(value: dt.datetime | None, form: str = "") -> str:
    """A moment in local time as ``2026-11-21 08:52``; ``|moment:"short"`` gives ``11-21 08:52``."""
    if not isinstance(value, dt.datetime):
        return DASH
    return f"{_local(value):%m-%d %H:%M}" if form == "short" else f"{_local(value):%Y-%m-%d %H:%M}"


# ── states ────────────────────────────────────────────────────────────


@register.filter
def on_behalf_of(person: Named | None, principal: Named | None) -> str:
    """Who acted, and for whom: ``{{ row.by|on_behalf_of:row.acted_for }}`` gives B（代A）, or B."""
    return named(person, principal)


@register.filter
def state_kind(value: object) -> str:
    """The colour class of an answer, a message level or a kind; anything unknown is mute (未到, 已锁定)."""
    return KINDS.get(str(value or ""), "mute")


@register.filter
def state_sign(value: object) -> str:
    """The icon that belongs to a kind: a state is never colour alone."""
    return SIGNS[state_kind(value)]


@register.filter
def answer_word(value: object) -> str:
    """是, 否 or 待定 for an answer of a verdict; nothing for other kinds."""
    return WORDS.get(state_kind(value), "")


@register.filter
def undetermined_first(criteria: Iterable[Any] | None) -> list[Any]:
    """Criteria in reading order: undetermined, then no, then yes; within a group as the rulebook has them."""
    return sorted(criteria or [], key=lambda item: ANSWER_ORDER.get(state_kind(get_item(item, "answer")), 3))


# ── reading and linking ────────────────────────────────────────────────────────────


@register.filter
def get_item(container: Any, key: Any) -> Any:
    """``mapping|get_item:key``, also for attributes; None where there is no such thing."""
    if isinstance(container, Mapping):
        return container.get(key)
    return getattr(container, str(key), None)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """The current query string with replacements: ``{% query verdict="yes" %}``; None or "" removes a name.

    The keyset cursors ``after`` and ``before`` are dropped unless they are given: a changed filter starts at
    the first page. (Django's own ``querystring`` keeps them.)
    """
    params = context["request"].GET.copy()
    for cursor in ("after", "before"):
        params.pop(cursor, None)
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None and value != "":
            params[name] = str(value)
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of ``static/img/icons.svg``; decoration unless it carries a label of its own."""
    href = f"{static('img/icons.svg')}#{name}"
    if label:
        svg = '<svg class="i" role="img" aria-label="{}"><use href="{}"></use></svg>'
        return format_html(svg, label, href)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"></use></svg>', href)


# ── form controls ────────────────────────────────────────────────────────────


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is one tick box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    if isinstance(
        widget, forms.RadioSelect
    ):  # CheckboxSelectMultiple too; Django gives the list the same class
        return "hj-choices"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.NumberInput):
        return "form-control num"
    return "form-control"


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """The input of a bound field, tied to its hint and its errors for people who listen to the page.

    Days and numbers are text inputs: a native one would throw away what it cannot read, and nothing typed may
    be lost. A day is written in ISO form whatever the active locale puts first; with script a button beside
    it opens the calendar.
    """
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{_control_class(widget)} {own}".strip()}
    if type(widget) is forms.DateInput:
        widget.format = "%Y-%m-%d"
        attrs |= {"placeholder": "年-月-日", "maxlength": "10", "autocomplete": "off", "data-day": True}
    elif type(widget) is forms.DateTimeInput:
        widget.format = "%Y-%m-%d %H:%M"
        attrs |= {"placeholder": "年-月-日 时：分", "autocomplete": "off"}
    elif isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        attrs["inputmode"] = "numeric" if type(field.field) is forms.IntegerField else "decimal"
    described = [f"{field.auto_id}_helptext"] if hint or field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)
