"""Tenants founded before get the roles that separate the three administrators, and those of part D."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from communities.tenancy.migrating import each_tenant

ROLES = (
    (
        "security-administrator",
        "安全管理员",
        "定义角色、授予和收回角色、处理登录安全；不建账号，不看审计记录，不经办业务。",
        ["authorise"],
    ),
    ("audit-administrator", "审计管理员", "查看和导出审计记录；不建账号，不授权，不经办业务。", ["audit"]),
    ("assigned", "受托单位", "只看和办理指派给本人的项目：第三方评价、设计、实施单位。", ["assigned"]),
    (
        "personal-data",
        "个人信息查看",
        "说明理由后查看业主等个人信息的完整内容，每次查看都有记录。",
        ["view", "personal"],
    ),
)


def add(apps: Any, schema_editor: Any) -> None:
    roles = apps.get_model("communities", "Role")._base_manager
    for tenant in each_tenant(apps, schema_editor):
        for code, name, description, capabilities in ROLES:
            roles.get_or_create(
                tenant_id=tenant,
                code=code,
                defaults={"name": name, "description": description, "capabilities": capabilities},
            )
        roles.filter(tenant_id=tenant, code="system-administrator").update(
            description="管理单位、人员账号和规则版本；不授权，不看审计记录，不经办业务。"
        )


class Migration(migrations.Migration):
    dependencies = [("communities", "0007_acted_for_and_audit")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
