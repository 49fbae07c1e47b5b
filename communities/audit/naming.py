"""The Chinese names of tables and columns where the record shows what a row was before and after.

A column's own `verbose_name` counts where it is Chinese; the names here stand in for the others. Tests hold both to
the models.
"""

from __future__ import annotations

import re
from typing import Any

from communities.privacy.fields import EncryptedField

MODELS = {
    "Jurisdiction": "辖区",
    "Organisation": "单位",
    "Role": "角色",
    "Membership": "任职",
    "Affiliation": "所属单位",
    "Invitation": "邀请",
    "Delegation": "委托",
    "Document": "材料",
    "OverlayEntry": "补充设定",
    "Neighbourhood": "小区",
    "Building": "楼栋",
    "Survey": "摸底调查",
    "NeighbourhoodDeclaration": "小区申报",
    "PlausibilityQuery": "数据疑问",
    "Dwelling": "业主房屋",
    "OwnersBody": "业主组织",
    "PropertyContract": "物业服务合同",
    "ManagementMode": "管理方式",
    "MaintenanceFund": "维修资金",
    "PartyOrganisation": "党组织",
    "Project": "项目",
    "ProjectNeighbourhood": "项目中的小区",
    "Assignment": "指派",
    "Dispute": "争议",
    "Consultation": "征求意见",
    "ConsultationOpinion": "意见",
    "PublicDisplay": "公示",
    "NamedParty": "责任主体",
    "Preparation": "开工准备",
    "WorksItem": "改造内容",
    "Lift": "加装电梯",
    "Contract": "合同",
    "Milestone": "节点",
    "Progress": "月进度",
    "ProjectDeclaration": "项目申报",
    "CostShare": "出资比例",
    "PayerPercent": "各方比例",
    "FundingSource": "资金来源",
    "Acceptance": "验收",
    "AcceptanceCheck": "验收检查",
    "AcceptanceParticipant": "验收参加单位",
    "AcceptanceFinding": "验收问题",
    "Handover": "移交",
    "HandoverEntry": "移交内容",
    "HandoverConclusion": "移交结论",
    "Warranty": "保修",
    "AnnualPlan": "年度计划",
    "FiscalCapacity": "财政承受能力",
    "ReviewRound": "联合审查",
    "ReviewOutput": "审查成果",
    "DutyTask": "职责期限",
    "EvaluationRound": "第三方评价",
    "EvaluationSheet": "评价表",
    "MonthReport": "月报",
    "SupervisionCase": "督查事项",
}
"""What has a history."""

COLUMNS = {
    "acceptance": "验收",
    "acted_for": "代何人办理",
    "actor": "规则中的主体",
    "assessment": "考核",
    "assignment": "指派",
    "attended": "出席情况",
    "building": "楼栋",
    "buildings": "楼栋数",
    "capabilities": "权限",
    "chair": "主持",
    "check_row": "检查项",
    "clock": "期限",
    "code": "代码",
    "completed_from": "建成时间（最早）",
    "completed_is_chosen": "建成时间已由本级选定",
    "completed_to": "建成时间（最晚）",
    "concluder": "作结论的主体",
    "confirming": "确认主体",
    "consultation": "征求意见",
    "content_type": "文件类型",
    "contractor": "施工单位",
    "convener": "召集主体",
    "criterion": "条件",
    "decision": "判定",
    "delegate": "受托人",
    "dispute": "争议",
    "division": "行政区划级别",
    "document": "材料",
    "eligible": "纳入判定",
    "evaluator": "评价人",
    "event": "起算事由",
    "fast_track": "快速办理",
    "field": "栏目",
    "fields": "内容",
    "figure": "数值",
    "filing_note": "备案说明",
    "first_reason": "首要原因",
    "floor_area": "建筑面积",
    "grades": "评级",
    "handover": "移交",
    "held_from": "暂缓前的阶段",
    "households": "户数",
    "is_complete": "资料完整",
    "is_current": "现行有效",
    "is_demo": "示范数据",
    "is_sealed": "已封存",
    "is_waiting": "等待中",
    "is_withdrawn": "已撤回",
    "jurisdiction": "辖区",
    "kind": "类别",
    "known_until": "数据截至",
    "level": "层级",
    "lift": "电梯",
    "membership": "任职",
    "merged_into": "并入的小区",
    "missing_count": "缺项数",
    "name": "名称",
    "neighbourhood": "小区",
    "note": "说明",
    "open_queries": "未答复疑问",
    "organisation": "单位",
    "output": "成果",
    "paper": "凭证材料",
    "parent": "上级",
    "participation": "参与征询户数占比",
    "party": "责任主体",
    "person": "人员",
    "project": "项目",
    "proposed_role": "拟任角色",
    "receipt": "签收单",
    "review": "审查",
    "role": "角色",
    "round": "轮次",
    "rule": "规则条目",
    "scheme": "方案",
    "share": "出资比例",
    "snapshot": "送审内容",
    "sources": "数据来源",
    "state": "状态",
    "state_since": "进入本状态的时间",
    "text": "内容",
    "version": "规则版本",
    "willing_ratio": "同意改造户数占比",
    "withdrawn_in": "撤回于版本",
    "works_item": "改造内容",
}
"""Columns without a Chinese name of their own."""

VERBS = {
    "accepted": "接受",
    "answered": "答复",
    "assigned": "指派",
    "checked": "检查",
    "closed": "了结",
    "concluded": "作结论",
    "confirmed": "确认",
    "convened": "召集",
    "created": "登记",
    "declined": "谢绝",
    "dissolved": "解散",
    "done": "办结",
    "ended": "结束",
    "entered": "录入",
    "expires": "失效",
    "filed": "备案",
    "finished": "完成",
    "locked": "锁定",
    "made": "作出",
    "opened": "发起",
    "proposed": "提出",
    "published": "发布",
    "reached": "达到",
    "rechecked": "复查",
    "reported": "填报",
    "returned": "退回",
    "revoked": "撤销",
    "scanned": "查毒",
    "set": "下达",
    "signed": "签收",
    "started": "开工",
    "stated": "申报",
    "submitted": "报送",
    "until": "截止",
    "updated": "更新",
    "uploaded": "上传",
}
"""`entered_at`, `entered_by`, `entered_for`: 录入时间, 录入人, 代何人录入."""

SILENT = frozenset(
    {
        "id",
        "tenant",
        "path",
        "depth",
        "digest",
        "file",
        "name_key",
        "position",
        "revision",
        "search_text",
        "sha256",
        "size",
        "sort_key",
        "updated_at",
        "updated_by",
        "updated_for",
    }
)
"""Keys, sums and stamps of the system, which only follow from the rest."""

ENCRYPTED = "（已加密）"
_CHINESE = re.compile("[\u4e00-\u9fff]")


def name_of(field: Any) -> str:
    """A column in Chinese; empty for one that stays silent."""
    name = field.name
    if name in SILENT or name.endswith("_hash"):
        return ""
    if _CHINESE.search(str(field.verbose_name)):
        return str(field.verbose_name)
    if name in COLUMNS:
        return COLUMNS[name]
    verb, _, kind = name.rpartition("_")
    if verb in VERBS and kind in ("at", "by", "for"):
        return {"at": f"{VERBS[verb]}时间", "by": f"{VERBS[verb]}人", "for": f"代何人{VERBS[verb]}"}[kind]
    return str(name)


def is_encrypted(field: Any) -> bool:
    """Whether the column holds ciphertext: it is said that it changed, never what it says."""
    return isinstance(field, EncryptedField)
