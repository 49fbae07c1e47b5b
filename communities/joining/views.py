"""Pages: a roster tried out and written, its template and its result; the door that an invitation opens."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.audit.enums import Action
from communities.audit.services import note
from communities.joining import planning, services
from communities.joining.forms import RosterForm
from communities.joining.reading import HEADINGS, MOST, Row, read
from communities.joining.template import template
from communities.neighbourhoods.register import UnusableFile
from communities.people import queries
from communities.people import services as people
from communities.people.forms import JoinForm, show
from communities.people.middleware import TenantRequest
from communities.people.models import Invitation, Person
from communities.people.tokens import hash_of
from communities.people.views import for_administrators
from communities.records.spreadsheets import Column, attachment, workbook
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

ROWS, RESULT = "roster.rows", "roster.result"
HOUR = 3600
page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
@for_administrators
def roster_new(request: TenantRequest) -> HttpResponse:
    """A roster is uploaded; the answer shows row by row what it would do. Nothing is kept yet."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = read(form.cleaned_data["file"].read())
        except UnusableFile as unusable:
            form.add_error("file", unusable.message)
        else:
            plans = planning.plan(rows, actor=request.actor, on=timezone.localdate())
            context = {
                "plans": plans,
                "good": sum(planned.is_good for planned in plans),
                "rows": signing.dumps([row.as_json() for row in rows], salt=ROWS, compress=True),
            }
            return render(request, "people/roster_plan.html", context)
    return render(request, "people/roster_new.html", {"form": form, "headings": HEADINGS, "most": MOST})


@never_cache
@require_POST
@for_administrators
def roster_write(request: TenantRequest) -> HttpResponse:
    """The rows that were looked at are written; the answer is the only page that shows the passwords."""
    rows = [Row(**values) for values in _signed(request.POST.get("rows", ""), ROWS)]
    made = services.engage_all(rows, by=request.actor, on=timezone.localdate())
    done = [vars(row) for row in made if row.password]
    context = {
        "made": made,
        "done": len(done),
        "result": signing.dumps(done, salt=RESULT, compress=True),
    }
    return render(request, "people/roster_result.html", context)


@never_cache
@require_POST
@for_administrators
def roster_file(request: TenantRequest) -> HttpResponse:
    """The passwords just shown, as a workbook: made of what the page sends back, for nothing has been kept."""
    made = [services.Made(**values) for values in _signed(request.POST.get("result", ""), RESULT)]
    columns = (
        Column[services.Made]("姓名", lambda row: row.name),
        Column[services.Made]("用户名", lambda row: row.username, 20),
        Column[services.Made]("初始密码", lambda row: row.password, 20),
    )
    on = timezone.localdate()
    content = workbook(columns, made, title="初始密码", unit="人", by=request.actor, on=on)
    return attachment(content, f"初始密码 {on.isoformat()}.xlsx")


@require_safe
@for_administrators
def roster_template(request: TenantRequest) -> HttpResponse:
    """An empty roster."""
    return attachment(template(), "人员名册模板.xlsx")


@never_cache
@sensitive_post_parameters("password", "again")
@page
def invitation(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Outside every tenant: whoever holds the key makes a login, or joins with his own.

    Used, revoked, expired, wrong, of no tenant or of a suspended one: one page of nothing.
    """
    now = timezone.now()
    tenant = Tenant.objects.filter(code=code, suspended_at=None).first()
    if tenant is None:
        raise Http404
    with enter(tenant.pk):
        opened = queries.open_invitations(now).select_related("organisation", "jurisdiction")
        found: Invitation | None = opened.filter(key_hash=hash_of(f"{code}.{key}")).first()
        if found is None:
            raise Http404
        return _invited(request, tenant, found, f"{code}.{key}")


def _invited(request: HttpRequest, tenant: Tenant, found: Invitation, key: str) -> HttpResponse:
    own = request.user if isinstance(request.user, Person) else None
    form = JoinForm(request.POST or None)
    errors: list[str] = []
    if request.method == "POST" and (own or form.is_valid()):
        try:
            person = _accepted(request, key, own, form, found)
        except Invitation.DoesNotExist as used:
            raise Http404 from used
        except ValidationError as error:
            if own:
                errors = error.messages
            else:
                show(error, form)
        else:
            context = {"invited": found, "of": tenant, "joined": person, "has_login": own is not None}
            return render(request, "people/invitation_done.html", context)
    context = {"invited": found, "of": tenant, "form": form, "own": own, "errors": errors}
    return render(request, "people/invitation.html", context)


def _accepted(
    request: HttpRequest, key: str, own: Person | None, form: JoinForm, found: Invitation
) -> Person:
    """The service, with its line of history and of the record: no tenant middleware lies around this page."""
    now = timezone.now()
    told: dict[str, Any] = {"request": getattr(request, "request_id", ""), "path": "/invitation/"}
    with pghistory.context(person_name=f"{found.name}（受邀）", **told):
        if own:
            person = people.accept_with(key, person=own, now=now)
        else:
            given = {name: form.cleaned_data[name] for name in ("username", "password", "phone")}
            person = people.accept_as_new(key, **given, now=now)
        note(Action.ADMINISTER, "凭邀请加入", by=person, about=found, name=found.name)
    return person


def _signed(sent: str, salt: str) -> Any:
    """What our own page of the last hour sends back."""
    try:
        return signing.loads(sent, salt=salt, max_age=HOUR)
    except signing.BadSignature as error:
        raise BadRequest("Not what our page has sent, or older than an hour.") from error
