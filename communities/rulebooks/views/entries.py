"""The tenant's own entries: the list, choosing a path, settling it with a preview, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.rulebooks import changes, queries, services
from communities.rulebooks.clauses import words_of
from communities.rulebooks.forms import PathForm, SettleForm, WithdrawForm
from communities.rulebooks.models import OverlayEntry
from communities.rulebooks.queries import Adopted, NoRulebook
from communities.rulebooks.views.reading import may_configure, nothing_in_force, tabs
from policies.errors import NotAllowed, QuestionError

PAGE = 30


@require_safe
def entry_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """What stands, then what stood: value, legal basis, who and when."""
    try:
        adopted = queries.in_force(timezone.localdate())
    except NoRulebook as error:
        return nothing_in_force(request, error)
    withdrawn = queries.withdrawn_entries()
    before = request.GET.get("before", "")
    if before.isdecimal():
        withdrawn = withdrawn.filter(pk__lt=int(before))
    gone = list(withdrawn[: PAGE + 1])
    return render(
        request,
        "rulebooks/entries.html",
        {
            "standing": [_shown(entry, adopted) for entry in queries.standing_entries()],
            "withdrawn": [_shown(entry, adopted) for entry in gone[:PAGE]],
            "older": gone[PAGE - 1].pk if len(gone) > PAGE else None,
            "today": timezone.localdate(),
            "may_configure": may_configure(request),
            "tabs": tabs(request, "rulebook_overlay"),
        },
    )


@require_safe
def choose(request: TenantRequest, tenant: str) -> HttpResponse:
    """Which value is to be settled."""
    _require(request)
    try:
        adopted = queries.in_force(timezone.localdate())
    except NoRulebook as error:
        return nothing_in_force(request, error)
    form = PathForm(request.GET or None, adopted=adopted)
    if form.is_valid():
        return redirect(_settle_url(request, form.cleaned_data["chosen"]))
    return render(request, "rulebooks/choose.html", {"form": form, "tabs": tabs(request, "rulebook_overlay")})


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: TenantRequest, tenant: str) -> HttpResponse:
    """The value, its authority and its day; shown in its effects first, then published."""
    _require(request)
    try:
        adopted = queries.in_force(timezone.localdate())
        path = request.GET.get("path", "")
        place = adopted.rulebook.place(path)
    except NoRulebook as error:
        return nothing_in_force(request, error)
    except QuestionError as error:
        messages.error(request, error.message)
        return redirect("overlay_choose", tenant=tenant)
    form = SettleForm(request.POST or None, adopted=adopted, path=path, today=timezone.localdate())
    preview = None
    if form.is_valid():
        try:
            preview = changes.preview(adopted, path, form.cleaned_data["value"])
            if request.POST.get("do") == "publish":
                entry = services.settle(path=path, by=request.actor, now=timezone.now(), **form.cleaned_data)
                messages.success(
                    request,
                    f"已发布：{preview.label}，自 {entry.effective_from:%Y-%m-%d} 起为{preview.after}。",
                )
                return redirect("rulebook_overlay", tenant=tenant)
        except QuestionError as error:
            preview = None
            form.refuse(error)
    return render(
        request,
        "rulebooks/settle.html",
        {
            "form": form,
            "path": path,
            "label": words_of(adopted).path(path),
            "source_row": place,
            "unit": getattr(form.fields["value"], "unit", ""),
            "question": next((i for i in adopted.rulebook.unsettled() if i.path == path), None),
            "preview": preview,
            "is_past": bool(preview) and form.cleaned_data["effective_from"] < timezone.localdate(),
            "tabs": tabs(request, "rulebook_overlay"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Take an entry back, with the reason."""
    _require(request)
    entry = get_object_or_404(OverlayEntry.objects.select_related("entered_by"), pk=pk)
    try:
        adopted = queries.in_force(timezone.localdate())
    except NoRulebook as error:
        return nothing_in_force(request, error)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            version = services.withdraw(entry, by=request.actor, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as error:
            form.add_error("reason" if error.key == "reason" else None, error.message)
        else:
            messages.success(request, f"已撤回，自 {version.effective_from:%Y-%m-%d} 起不再适用。")
            return redirect("rulebook_overlay", tenant=tenant)
    shown = _shown(entry, adopted)
    return render(
        request,
        "rulebooks/withdraw.html",
        {"form": form, "shown": shown, "tabs": tabs(request, "rulebook_overlay")},
    )


def _require(request: TenantRequest) -> None:
    request.actor.require(Capability.CONFIGURE, queries.top_place().path)


def _settle_url(request: TenantRequest, path: str) -> str:
    return f"{reverse('overlay_settle', kwargs={'tenant': request.tenant.code})}?{urlencode({'path': path})}"


def _shown(entry: OverlayEntry, adopted: Adopted) -> dict[str, object]:
    """An entry with its path and value in words; a path that the text no longer has is shown as it is."""
    words = words_of(adopted)
    found = words.row(entry.path.partition(".")[0])
    field = entry.path.rpartition(".")[2]
    return {
        "row": entry,
        "label": words.path(entry.path),
        "words": words.value(field, entry.value, found[0] if found else ""),
    }
