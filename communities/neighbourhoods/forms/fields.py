"""Inputs that read figures and times as bureaus write them, as an import does."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import timezone

from communities.neighbourhoods.labels import completion
from communities.neighbourhoods.register.completion import completed
from communities.neighbourhoods.register.findings import Period
from communities.neighbourhoods.register.limits import Limits
from communities.neighbourhoods.register.outcome import Refused
from policies.dates import DateInterval

YES_NO = (("", "不详"), ("yes", "是"), ("no", "否"))
GRADES = (("", "未鉴定"), ("A", "A 级"), ("B", "B 级"), ("C", "C 级"), ("D", "D 级"))


def plain(value: Any) -> Any:
    """Full width as half width, without blanks and separators: １，２３４ -> 1234."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "").strip()


class Count(forms.IntegerField):
    """A whole number, not negative."""

    default_error_messages = {
        "invalid": "请填写整数，如 312；不清楚的留空，不要写“约”。",
        "min_value": "不能为负数。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "required": False, **kwargs})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(plain(value))


class Area(forms.DecimalField):
    """㎡, two decimals, not negative."""

    default_error_messages = {
        "invalid": "请填写数字，单位为平方米，如 25100.00。",
        "min_value": "不能为负数。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2, "required": False, **kwargs}
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value))


class Completion(forms.CharField):
    """A time of completion, as precise as the papers: a day, month, year, decade or range. Gives a `Period` or
    None.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "required": False,
                "label": "建成时间",
                "help_text": "知道到哪一步就写到哪一步：1998、1998-06、1998-06-01、90年代、1990-1999",
                **kwargs,
            }
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.read(text, timezone.localdate()) if text else None

    @staticmethod
    def read(text: str, on: date) -> Period:
        """The period that the text gives, written as this form shows it or as registers do; raises
        `ValidationError`.
        """
        try:
            interval = DateInterval.parse(text.replace("—", "/").replace(" ", ""))
            return Period(interval.first, interval.last)
        except ValueError:
            outcome = completed(text.replace("—", "-"), on, Limits().earliest_year)
        if isinstance(outcome, Refused):
            raise forms.ValidationError(f"{outcome.message}。应为{outcome.expected}。")
        return cast(Period, outcome.value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Period):
            return completion(value.earliest, value.latest)
        return value


class YesNo(forms.TypedChoiceField):
    """是, 否 or not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "choices": YES_NO,
                "required": False,
                "coerce": lambda value: {"yes": True, "no": False}.get(value, value),
                "empty_value": None,
                **kwargs,
            }
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


def long_text(label: str) -> forms.CharField:
    """A few lines."""
    return forms.CharField(
        label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def text(label: str, length: int, **kwargs: Any) -> forms.CharField:
    """One line that may stay empty."""
    return forms.CharField(label=label, max_length=length, **{"required": False, **kwargs})
