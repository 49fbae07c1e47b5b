"""The closed list of what the audit record tells apart."""

from __future__ import annotations

from django.db import models


class Action(models.TextChoices):
    """What was done, or tried."""

    LOGIN = "login", "进入系统"
    LOGOUT = "logout", "退出"
    REFUSED = "refused", "被拒绝"
    WRITE = "write", "登记或修改"
    DECIDE = "decide", "作出决定"
    EXPORT = "export", "导出"
    DOWNLOAD = "download", "下载文件"
    IMPORT = "import", "导入"
    PERSONAL = "personal", "查看个人信息"
    ADMINISTER = "administer", "管理账号和权限"
    CONFIGURE = "configure", "修改规则和设定"
    COMMAND = "command", "运维命令"
    TASK = "task", "后台任务"


class SecurityKind(models.TextChoices):
    """What happened at the door, before any tenant was entered."""

    LOGIN = "login", "登录"
    LOGOUT = "logout", "退出"
    FAILED = "failed", "登录失败"
    LOCKED = "locked", "因多次失败暂停登录"
    SECOND_FACTOR = "second-factor", "第二重验证"
    PASSWORD = "password", "修改密码"
    SESSION_ENDED = "session-ended", "注销其他登录"
