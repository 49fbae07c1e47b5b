"""Who plays in the demonstration: login, what he plays, in which role, where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PASSWORD = "huanju-demo-2026"  # noqa: S105 - printed on purpose, for the demonstration only


@dataclass(frozen=True)
class Login:
    """One login. `actors` are ids of the rulebook; `place` is a division code, empty = the tenant's own place."""

    username: str
    name: str
    role: str
    actors: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Play:
    """One tenant of the demonstration."""

    code: str
    name: str
    adopted_from: date
    logins: tuple[Login, ...]
    register: str = ""
    """File of the survey; empty for a superior, which keeps no register."""
    importer: str = ""

    @property
    def administrator(self) -> str:
        """The login of the system administrator."""
        return next(login.username for login in self.logins if login.role == "system-administrator")


SHIBEI, JIMOLU, XIAOGANG = "370203", "370203020", "370203020013"
FENGSHAN = "500156001"

QINGDAO = Play(
    code="qingdao",
    name="青岛市",
    adopted_from=date(2023, 1, 1),
    register="qingdao-2023-register.xlsx",
    importer="qd-city",
    logins=(
        Login("qd-community", "周敏", "clerk", ("community", "committee"), XIAOGANG),
        Login("qd-street", "刘洋", "clerk", ("street",), JIMOLU),
        Login("qd-district", "孙晓琳", "clerk", ("district-gov",), SHIBEI),
        Login("qd-housing", "王建国", "clerk", ("d-housing",), SHIBEI),
        Login("qd-reform", "陈立", "department", ("d-ndrc",), SHIBEI),
        Login("qd-finance", "吴海涛", "department", ("d-finance",), SHIBEI),
        Login("qd-planning", "郑洁", "department", ("d-planning",), SHIBEI),
        Login("qd-utility", "马强", "department", ("utilities", "line-operators")),
        Login("qd-city", "李文静", "clerk", ("city-gov", "city-depts")),
        Login("qd-leader", "赵明远", "leader", ("lead-group",)),
        Login("qd-evaluator", "高翔", "assigned", ("third-party",)),
        Login("qd-designer", "林晓", "assigned", ("designer",), JIMOLU),
        Login("qd-admin", "系统管理员（青岛）", "system-administrator"),
        Login("qd-security", "安全管理员（青岛）", "security-administrator"),
        Login("qd-audit", "审计管理员（青岛）", "audit-administrator"),
    ),
)

WULONG = Play(
    code="wulong",
    name="武隆区",
    adopted_from=date(2021, 6, 30),
    register="wulong-2021-register.xlsx",
    importer="wl-housing",
    logins=(
        Login("wl-street", "冉川", "clerk", ("street",), FENGSHAN),
        Login("wl-district", "谢红", "clerk", ("district-gov",)),
        Login("wl-housing", "代勇", "clerk", ("housing", "office")),
        Login("wl-reform", "黄勤", "department", ("ndrc",)),
        Login("wl-finance", "王倩", "department", ("finance",)),
        Login("wl-planning", "李伟", "department", ("planning",)),
        Login("wl-utility", "肖军", "department", ("power", "water", "telecom")),
        Login("wl-entity", "杨帆", "department", ("entity",)),
        Login("wl-leader", "何平", "leader", ("lead-group",)),
        Login("wl-admin", "系统管理员（武隆）", "system-administrator"),
        Login("wl-security", "安全管理员（武隆）", "security-administrator"),
        Login("wl-audit", "审计管理员（武隆）", "audit-administrator"),
    ),
)

SHANDONG = Play(
    code="shandong",
    name="山东省",
    adopted_from=date(2023, 1, 1),
    logins=(
        Login("sd-housing", "韩雪", "clerk", ("p-housing",)),
        Login("sd-leader", "周立民", "leader", ("p-gov",)),
        Login("sd-admin", "系统管理员（山东）", "system-administrator"),
        Login("sd-security", "安全管理员（山东）", "security-administrator"),
        Login("sd-audit", "审计管理员（山东）", "audit-administrator"),
    ),
)
"""Qingdao's superior: it receives frozen figures and runs no programme of its own."""

PLAYS = (QINGDAO, WULONG, SHANDONG)
