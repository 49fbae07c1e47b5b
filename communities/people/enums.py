"""The closed list of capabilities. A role is a named set of them; a right at a place holds for everything below it."""

from __future__ import annotations

from django.db import models


class Capability(models.TextChoices):
    """One thing that a person may do. The label is the sentence that people read."""

    VIEW = "view", "查看小区、项目和判定结果"
    ADD = "add", "登记新的小区和楼栋"
    EDIT = "edit", "更正和补充小区、楼栋、项目的资料"
    IMPORT = "import", "用电子表格导入小区台账"
    MERGE = "merge", "合并重复登记的小区"
    DECLARE = "declare", "替所在单位申报判定所需的情况"
    PROPOSE = "propose", "提出改造项目"
    DECIDE = "decide", "替所在单位作出决定（入库、退回等）"
    FUND = "fund", "登记各方出资、到账和支付"
    EXPORT = "export", "导出表格"
    CONFIGURE = "configure", "发布规则版本和本级补充设定"
    PERSONAL = "personal", "说明理由后查看业主等个人信息的完整内容"
    ASSIGNED = "assigned", "查看和办理指派给本人的项目"
    PEOPLE = "people", "管理单位和人员账号"
    AUTHORISE = "authorise", "授予和收回角色、定义角色、处理登录安全"
    AUDIT = "audit", "查看和导出审计记录"


DATA = (Capability.VIEW, Capability.EXPORT)
"""What reading needs, and nothing else."""

STANDARD_ROLES: tuple[tuple[str, str, str, tuple[Capability, ...]], ...] = (
    (
        "clerk",
        "经办",
        "登记、导入、更正、申报、提出项目、登记资金并替所在单位办理。",
        (
            *DATA,
            Capability.ADD,
            Capability.EDIT,
            Capability.IMPORT,
            Capability.MERGE,
            Capability.DECLARE,
            Capability.PROPOSE,
            Capability.DECIDE,
            Capability.FUND,
        ),
    ),
    (
        "recorder",
        "录入员",
        "登记、导入和申报，不能更正他人登记的资料，不能作决定。",
        (Capability.VIEW, Capability.ADD, Capability.IMPORT, Capability.DECLARE),
    ),
    (
        "department",
        "部门办理",
        "查看，替所在部门申报、登记资金和作出决定。",
        (*DATA, Capability.DECLARE, Capability.DECIDE, Capability.FUND),
    ),
    (
        "leader",
        "领导",
        "查看、导出，并以领导小组名义申报和作出决定。",
        (*DATA, Capability.DECLARE, Capability.DECIDE),
    ),
    ("reader", "查阅", "只看，可导出。", DATA),
    (
        "system-administrator",
        "系统管理员",
        "管理单位、人员账号和规则版本；不授权，不看审计记录，不经办业务。",
        (Capability.CONFIGURE, Capability.PEOPLE),
    ),
    (
        "security-administrator",
        "安全管理员",
        "定义角色、授予和收回角色、处理登录安全；不建账号，不看审计记录，不经办业务。",
        (Capability.AUTHORISE,),
    ),
    (
        "audit-administrator",
        "审计管理员",
        "查看和导出审计记录；不建账号，不授权，不经办业务。",
        (Capability.AUDIT,),
    ),
    (
        "assigned",
        "受托单位",
        "只看和办理指派给本人的项目：第三方评价、设计、实施单位。",
        (Capability.ASSIGNED,),
    ),
    (
        "personal-data",
        "个人信息查看",
        "说明理由后查看业主等个人信息的完整内容，每次查看都有记录。",
        (Capability.VIEW, Capability.PERSONAL),
    ),
)
"""(code, name, sentence, capabilities) of the roles that every new tenant starts with."""
