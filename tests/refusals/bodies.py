"""What a request's body may name: read off the forms and serializers that an address asks, not from a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from types import NoneType
from typing import Any

import pytest
from django import forms
from django.db import connection, models
from django.forms.forms import BaseForm
from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from approvals.models import AcceptanceCheck, AcceptanceParticipant, HandoverEntry, PlanEntry, Reviewer
from communities.models import (
    Building,
    Document,
    Jurisdiction,
    Membership,
    Neighbourhood,
    Organisation,
    Person,
)
from projects.models import (
    ConsultationOpinion,
    Dispute,
    Lift,
    NamedParty,
    Progress,
    Project,
    ProjectPaper,
    Scheme,
    WorksItem,
)
from tests.projects import making

DAY = making.DAY.isoformat()

WHOSE: dict[str, tuple[type[models.Model], str]] = {
    "body": (Jurisdiction, "code"),
    "building": (Building, "pk"),
    "check": (AcceptanceCheck, "pk"),
    "check_id": (AcceptanceCheck, "pk"),
    "delegate": (Person, "username"),
    "dispute": (Dispute, "pk"),
    "document": (Document, "pk"),
    "drop": (Neighbourhood, "pk"),
    "entries": (PlanEntry, "pk"),
    "entry": (HandoverEntry, "pk"),
    "evaluator": (Membership, "pk"),
    "evaluators": (Membership, "pk"),
    "filed": (Document, "pk"),
    "items": (WorksItem, "pk"),
    "jurisdiction": (Jurisdiction, "code"),
    "kept": (ProjectPaper, "pk"),
    "lift": (Lift, "pk"),
    "line": (Jurisdiction, "code"),
    "membership": (Membership, "pk"),
    "neighbourhood": (Neighbourhood, "pk"),
    "neighbourhoods": (Neighbourhood, "pk"),
    "opinion": (ConsultationOpinion, "pk"),
    "organisation": (Organisation, "pk"),
    "paper": (Document, "pk"),
    "participant": (AcceptanceParticipant, "pk"),
    "party": (NamedParty, "pk"),
    "person": (Person, "username"),
    "photos": (Document, "pk"),
    "place": (Jurisdiction, "code"),
    "places": (Jurisdiction, "pk"),
    "project": (Project, "pk"),
    "projects": (Project, "pk"),
    "reviewer": (Reviewer, "pk"),
    "scheme": (Scheme, "pk"),
    "who": (Membership, "pk"),
    "works_item": (WorksItem, "pk"),
}
"""What a name in a body names, and by what; where the field does not say it itself."""
PICKED: dict[str, type[models.Model]] = {
    "declaration_bulk": Neighbourhood,
    "item_declare": WorksItem,
    "neighbourhood_bulk": Neighbourhood,
    "plan_confirm": PlanEntry,
    "plan_nominate": Project,
    "pool_list": Project,
    "progress_confirm": Progress,
    "project_propose": Neighbourhood,
    "project_works": WorksItem,
}
"""What the rows are that an address lets tick."""
COUNTS = {"buildings_declared", "households_declared", "max_storeys", "residents", "six_storey_buildings"}
NUMBERS = COUNTS | {"count", "day", "revision", "survey_year", "value", "working_days", "year", "years"}
"""Whole numbers that name no row."""
WORDS = frozenset({"act", "actor", "confirmed", "do", "document_no", "nothing", "result", "rows", "stamp"})
"""Read by a page itself, and no row: which of its acts is meant, or what is signed by the system."""
TEXTS = {("api:display-list", "place")}
"""A name that is elsewhere a row's, and here what somebody writes."""
ACTS = {"do": ("sign", "remove", "file", "publish", "export", "declare"), "act": ("withdraw", "drop")}
"""What a page reads to know which of its acts is meant, and the acts."""


@dataclass(frozen=True)
class Name:
    """A name in a body under which a row is looked up: `path` as in `evidence[].document`."""

    path: str
    model: type[models.Model]
    by: str
    asked: Any = None
    """The field of a form or serializer that takes it; None where the page reads it itself."""

    @property
    def is_judged_alone(self) -> bool:
        """Whether a form's field decides by itself."""
        return self.model is not Person and type(self.asked) not in (NoneType, forms.IntegerField)

    def value(self, row: Any) -> Any:
        return getattr(row, self.by)


class Unclassified(AssertionError):
    """A name that may be a row's: it belongs to `WHOSE`, `PICKED`, `NUMBERS` or `WORDS`."""


@dataclass
class Heard:
    """What was asked while a request was answered."""

    forms: list[BaseForm] = field(default_factory=list)
    serializers: list[Any] = field(default_factory=list)
    read: list[tuple[int, str]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def clear(self) -> None:
        for each in (self.forms, self.serializers, self.read, self.written):
            each.clear()  # type: ignore[attr-defined]  # all are lists


@contextmanager
def listening() -> Iterator[Heard]:
    """Every form and serializer that judges a body, every name that is read, every statement that writes a row."""
    heard = Heard()
    clean, valid = BaseForm.full_clean, serializers.BaseSerializer.is_valid
    item, many = MultiValueDict.__getitem__, MultiValueDict.getlist

    def full_clean(form: BaseForm) -> None:
        heard.forms.append(form)
        clean(form)

    def is_valid(serializer: Any, **how: Any) -> bool:
        heard.serializers.append(serializer)
        return valid(serializer, **how)

    def getitem(given: Any, name: str) -> Any:
        heard.read.append((id(given), name))
        return item(given, name)

    def getlist(given: Any, name: str, default: Any = None) -> Any:
        heard.read.append((id(given), name))
        return many(given, name, default)

    def statement(execute: Any, sql: str, params: Any, is_many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in ON_RECORD):
            heard.written.append(sql)
        return execute(sql, params, is_many, context)

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(statement):
        patch.setattr(BaseForm, "full_clean", full_clean)
        patch.setattr(serializers.BaseSerializer, "is_valid", is_valid)
        patch.setattr(MultiValueDict, "__getitem__", getitem)
        patch.setattr(MultiValueDict, "getlist", getlist)
        yield heard


def acts(heard: Heard) -> Iterator[dict[str, str]]:
    """The other ways to send a form to a page that reads which is meant."""
    read = {name for _, name in heard.read}
    yield from ({switch: act} for switch, known in ACTS.items() if switch in read for act in known)


ON_RECORD = ("auditentry", "securityevent", "django_session", "usersession")
"""Tables that tell of a refusal too."""


def names_of_forms(route: str, heard: Heard, request: Any) -> Iterator[Name]:
    """The names of a page's body that name rows."""
    known = set(WORDS)
    for form in heard.forms:
        if form.is_bound and form.data is not request.GET:
            known |= {form.add_prefix(name) for name in form.fields}
            yield from filter(None, (_of_field(route, form, name) for name in form.fields))
    for name in {name for given, name in heard.read if given == id(request.POST)} - known:
        if name.startswith("file_"):
            continue
        yield _by_name(route, name)


def _of_field(route: str, form: BaseForm, name: str) -> Name | None:
    asked: Any = form.fields[name]
    path = form.add_prefix(name)
    if isinstance(asked, forms.ModelChoiceField):
        return Name(path, asked.queryset.model, asked.to_field_name or "pk", asked)  # type: ignore[union-attr]
    if isinstance(asked, forms.ChoiceField):
        names_rows = name not in NUMBERS and any(numbers_of(asked))
        return _by_name(route, path, asked) if names_rows else None
    if hasattr(asked, "queryset"):
        return Name(path, asked.queryset.model, "code", asked)
    if type(asked) is forms.IntegerField or isinstance(asked.widget, forms.HiddenInput):
        return None if _plain(name) else _by_name(route, path, asked)
    return _by_name(route, path, asked) if name in WHOSE and WHOSE[name][0] is Person else None


def numbers_of(asked: Any) -> Iterator[str]:
    """The whole numbers among what a field of choices offers."""
    for key, label in asked.choices:
        keys = [inner for inner, _ in label] if isinstance(label, list | tuple) else [key]
        yield from (str(each) for each in keys if str(each).isdecimal())


def _plain(name: str) -> bool:
    return name in NUMBERS or name in ("key", "priority", "result") or name.startswith("came_")


def _by_name(route: str, path: str, asked: Any = None) -> Name:
    name = path.split(".")[-1].removesuffix("[]")
    if name == "picked" and route in PICKED:
        return Name(path, PICKED[route], "pk", asked)
    name = "filed" if name.startswith("filed_") else name
    if name not in WHOSE:
        raise Unclassified(f"{route}: {path}")
    return Name(path, *WHOSE[name], asked)


def names_of_serializers(route: str, heard: Heard) -> Iterator[Name]:
    """Likewise of the interface."""
    for serializer in heard.serializers:
        for path, asked in leaves(serializer):
            name = path.split(".")[-1].removesuffix("[]")
            if isinstance(asked, serializers.RelatedField):
                rows: Any = asked.get_queryset()
                yield Name(path, rows.model, getattr(asked, "slug_field", None) or "pk", asked)
            elif type(asked) is serializers.IntegerField:
                if name not in NUMBERS:
                    yield _by_name(route, path, asked)
            elif WHOSE.get(name, (Person, "pk"))[1] != "pk" and (route, name) not in TEXTS:
                yield _by_name(route, path, asked)


def leaves(serializer: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """(path, field) of all that is taken."""
    for name, asked in serializer.fields.items():
        if asked.read_only:
            continue
        if isinstance(asked, serializers.ListSerializer):
            yield from leaves(asked.child, f"{before}{name}[].")
        elif isinstance(asked, serializers.BaseSerializer):
            yield from leaves(asked, f"{before}{name}.")
        elif isinstance(asked, serializers.ListField):
            yield f"{before}{name}[]", asked.child
        else:
            yield f"{before}{name}", asked


def filled(serializer: Any, given: dict[str, Any], before: str = "") -> dict[str, Any]:
    """A body that the serializer takes: what it demands, and every path that is given."""
    body: dict[str, Any] = {}
    for name, asked in serializer.fields.items():
        path = f"{before}{name}"
        given = {path: value for path, value in given.items() if value is not None}
        wanted = asked.required or any(
            other.startswith((f"{path}[]", f"{path}.")) or other == path for other in given
        )
        if asked.read_only or not wanted:
            continue
        if isinstance(asked, serializers.ListSerializer):
            body[name] = [filled(asked.child, given, f"{path}[].")]
        elif isinstance(asked, serializers.ListField):
            body[name] = [given.get(f"{path}[]", _plain_value(asked.child))]
        else:
            body[name] = given.get(path, _plain_value(asked))
    return body


def _plain_value(asked: Any) -> Any:
    if isinstance(asked, serializers.ChoiceField):
        return next(key for key in asked.choices if key)
    for kind, value in PLAIN.items():
        if isinstance(asked, kind):
            return value
    return "2026-10"


PLAIN: dict[type[Any], Any] = {
    serializers.DateTimeField: f"{DAY}T08:00:00+08:00",
    serializers.DateField: DAY,
    serializers.BooleanField: True,
    serializers.DictField: {},
    serializers.DecimalField: str(Decimal(1)),
    serializers.IntegerField: 1,
    serializers.RegexField: "2026-10",
    serializers.CharField: "照实填写",
}
