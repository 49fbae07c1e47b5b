"""What the page's frame needs on every page: menu, place, person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.people.serving import tenants_of


@dataclass(frozen=True)
class Entry:
    """One entry of the menu: shown to whoever holds `needs` anywhere.

    `pages` are the names of pages that belong to it though their addresses do not lie below its own.
    """

    label: str
    icon: str
    url_name: str
    needs: tuple[Capability, ...] = (Capability.VIEW,)
    children: tuple[tuple[str, str, *tuple[Capability, ...]], ...] = ()
    rule: bool = False
    pages: tuple[str, ...] = ()


HUES = 6
"""Colours of the mark that tells a person's tenants apart (`.hj-tenant` in huanju.css)."""
READ_RULES = (Capability.VIEW, Capability.CONFIGURE)

MENU = (
    Entry("工作台", "desk", "desk", needs=tuple(Capability), pages=("job_list", "job_detail")),
    Entry(
        "小区",
        "house",
        "neighbourhood_list",
        children=(
            ("登记册", "neighbourhood_list", Capability.VIEW),
            ("导入台账", "import_list", Capability.IMPORT),
            ("待申报事项", "declaration_todo", Capability.DECLARE),
            ("按号码找业主", "dwelling_search", Capability.VIEW),
        ),
    ),
    Entry(
        "储备库",
        "pool",
        "pool_list",
        children=(
            ("储备库", "pool_list", Capability.VIEW),
            ("排序", "pool_ranking", Capability.VIEW),
            ("提出项目", "project_propose", Capability.PROPOSE),
        ),
    ),
    Entry("年度计划", "flag", "plan_list"),
    Entry(
        "项目",
        "project",
        "project_list",
        children=(
            ("项目台账", "project_list", Capability.VIEW),
            ("施工进度", "progress_list", Capability.VIEW),
            ("验收移交", "acceptance_list", Capability.VIEW),
        ),
    ),
    Entry("我的项目", "project", "my_projects", needs=(Capability.ASSIGNED,)),
    Entry("联合审查", "check", "review_list"),
    Entry("资金", "money", "money_list"),
    Entry("长效管理", "upkeep", "longterm"),
    Entry(
        "督查考核",
        "assess",
        "assessment_list",
        needs=(Capability.VIEW, Capability.ASSIGNED),
        pages=("assessment_report", "figure_rows"),
        children=(
            ("月度考核", "assessment_list", Capability.VIEW),
            ("月报", "monthreport_list", Capability.VIEW),
            ("上下级报送", "submission_list", Capability.VIEW),
            ("第三方评价", "evaluation_list", Capability.VIEW, Capability.ASSIGNED),
            ("开工率排名", "ranking", Capability.VIEW),
            ("检查与投诉", "case_list", Capability.VIEW),
            ("职责清单", "duty_list", Capability.VIEW),
            ("文件期限", "deadline_list", Capability.VIEW),
        ),
    ),
    Entry(
        "驾驶舱",
        "chart",
        "dashboard",
        children=(
            ("总览", "dashboard", Capability.VIEW),
            ("摸底与储备", "dashboard_pool", Capability.VIEW),
            ("上报表", "superior_table", Capability.VIEW),
        ),
    ),
    Entry(
        "政策规则",
        "rule",
        "rulebook",
        needs=READ_RULES,
        rule=True,
        pages=("decision_detail",),
        children=(
            ("规则条文", "rulebook", *READ_RULES),
            ("待定事项", "rulebook_unsettled", *READ_RULES),
            ("本级补充设定", "rulebook_overlay", *READ_RULES),
        ),
    ),
    Entry(
        "系统",
        "system",
        "organisation_list",
        needs=(Capability.PEOPLE, Capability.AUTHORISE, Capability.CONFIGURE),
        pages=("affiliation_transfer", "affiliation_end", "membership_end"),
        children=(
            ("上线准备", "onboarding", Capability.PEOPLE, Capability.CONFIGURE),
            ("单位", "organisation_list", Capability.PEOPLE),
            ("人员", "person_list", Capability.PEOPLE, Capability.AUTHORISE),
            ("邀请", "invitation_list", Capability.PEOPLE),
            ("授权", "authorisation_list", Capability.AUTHORISE),
            ("角色", "role_list", Capability.PEOPLE, Capability.AUTHORISE),
            ("登录锁定", "lockout_list", Capability.AUTHORISE),
            ("封存的文件", "document_sealed", Capability.AUTHORISE),
        ),
    ),
    Entry("审计记录", "eye", "audit_list", needs=(Capability.AUDIT,)),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, tenant, actor, place and person for `base.html`; nothing outside a tenant."""
    actor = cast("Actor | None", getattr(request, "actor", None))
    if actor is None:
        return {}
    code = actor.tenant.code
    return {
        "tenant": actor.tenant,
        "tenants": _tenants(request, actor),
        "actor": actor,
        "menu": _menu(actor, request),
        "home_url": _url("desk", code),
        "search_url": _url("neighbourhood_list", code) if actor.may_somewhere(Capability.VIEW) else "",
        "search_text": request.GET.get("q", ""),
        "person": _person(actor),
        "place": _place(request, actor),
    }


def _sees(actor: Actor, entry: Entry) -> bool:
    return any(actor.may_somewhere(capability) for capability in entry.needs)


def _url(name: str, code: str) -> str:
    try:
        return reverse(name, kwargs={"tenant": code})
    except NoReverseMatch:
        return ""


def _menu(actor: Actor, request: HttpRequest) -> list[dict[str, Any]]:
    """The entries that the person sees; current is the one entry, and its child, that the page lies nearest below."""
    entries = [(entry, _menu_item(entry, actor)) for entry in MENU if _sees(actor, entry)]
    page = request.resolver_match.url_name if request.resolver_match else ""
    addresses = {id(entry): [item["url"], *(c["url"] for c in item["children"])] for entry, item in entries}
    below = (url for urls in addresses.values() for url in urls if _is_below(request.path, url, actor))
    nearest = max(below, key=len, default=None)
    for entry, item in entries:
        for child in item["children"]:
            child["current"] = child["url"] == nearest
        item["current"] = page in entry.pages or nearest in addresses[id(entry)]
    return [item for _, item in entries]


def _is_below(path: str, url: str, actor: Actor) -> bool:
    """Whether the page lies at or below an address; every page lies below the desk's, which counts for itself only."""
    return path == url or (url not in ("", _url("desk", actor.tenant.code)) and path.startswith(url))


def _menu_item(entry: Entry, actor: Actor) -> dict[str, Any]:
    """The entry as the menu shows it; it leads to its first child where its own page is not for this person."""
    code = actor.tenant.code
    children = [
        {"label": label, "url": _url(name, code)}
        for label, name, *needs in entry.children
        if any(map(actor.may_somewhere, needs))
    ]
    children = [child for child in children if child["url"]]
    url = _url(entry.url_name, code)
    if children and url not in {child["url"] for child in children}:
        url = children[0]["url"]
    return {"label": entry.label, "icon": entry.icon, "url": url, "rule": entry.rule, "children": children}


def _person(actor: Actor) -> dict[str, str]:
    seat = next((seat for seat in actor.seats if seat.organisation), actor.seats[0])
    return {
        "name": actor.person.name,
        "organisation": seat.organisation.name if seat.organisation else seat.place,
        "role": seat.role,
    }


def _tenants(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """The tenants in which the person serves today, this one among them; empty for whoever serves here only.

    The session knows how many there were last time; who has several is asked anew on every page, so that one that has
    ended or is suspended is not offered.
    """
    if getattr(request, "access_token", None) is not None or request.session.get("tenants") == 1:
        return []
    found = tenants_of(actor.person_id, on=timezone.localdate())
    if request.session.get("tenants") != len(found):
        request.session["tenants"] = len(found)
    return [
        {
            "name": tenant.name,
            "url": "" if tenant.is_suspended else _url("desk", tenant.code),
            "current": tenant.pk == actor.tenant.pk,
            "hue": tenant.pk % HUES,
        }
        for tenant in found
        if len(found) > 1
    ]


def _place(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Where the person stands, and the places directly below to go to."""
    seat = actor.seats[0]
    register = _url("neighbourhood_list", actor.tenant.code)
    below: list[dict[str, Any]] = []
    if actor.may_somewhere(Capability.VIEW) and register:
        nodes = (
            Jurisdiction.objects.filter(parent__path=seat.path).order_by("path").values_list("name", "code")
        )
        below = [
            {"name": name, "url": f"{register}?place={code}", "current": False} for name, code in nodes[:40]
        ]
    top = {"name": actor.tenant.name, "url": _url("desk", actor.tenant.code)}
    path = [] if seat.place == actor.tenant.name else [top]
    return {"name": seat.place, "path": path, "choices": below}
