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
    PEOPLE = "people", "管理单位、人员和角色"


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
        "管理单位、人员、角色和规则版本，不经办业务。",
        (Capability.CONFIGURE, Capability.PEOPLE),
    ),
)
"""(code, name, sentence, capabilities) of the roles that every new tenant starts with."""
