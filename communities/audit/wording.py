"""What an act is called in the record: one table of addresses, tasks and commands, and of what their `pk` names.

A test holds it complete: an address that takes a form and has no line here fails it.
"""

from __future__ import annotations

from dataclasses import dataclass

from communities.audit.enums import Action

# {label of the row that `pk` names, or that the act makes: {address: words}}
ACTS: dict[str, dict[str, str]] = {
    "": {
        "lockout_list": "登录锁定操作",
        "act_as_self": "结束代办",
        "dwelling_search": "按号码查找业主",
        "roster_new": "上传人员名册",
        "roster_write": "写入人员名册",
        "evaluation_create": "发起第三方评价",
        "invitation_create": "发出邀请",
        "organisation_list": "单位列表操作",
        "person_list": "人员列表操作",
        "role_list": "角色列表操作",
        "overlay_settle": "填写补充设定",
        "neighbourhood_bulk": "重新判定所选小区",
        "declaration_bulk": "批量申报",
        "pool_list": "调整储备库批次",
        "pool_ranking": "为储备库排序评级",
        "plan_list": "开始编制年度计划",
        "plan_nominate": "列入年度计划草案",
        "plan_confirm": "确认年度计划",
        "plan_capacity": "填报财政承受能力",
        "progress_confirm": "确认月进度",
        "assessment_publish": "发布月度考核",
        "assessment_correct": "更正月度考核",
        "figure_declare": "申报考核指标",
        "pilot_tick": "登记试点",
        "duty_set": "下达职责期限",
        "deadline_done": "办结文件期限",
        "monthreport_due": "设定月报报送日",
        "neighbourhood_export": "申请导出小区登记册",
        "project_export": "申请导出项目",
        "pool_export": "申请导出储备库",
        "money_file": "申请导出资金",
        "case_export": "申请导出督查事项",
        "audit_export": "申请导出审计记录",
        "api:declaration-list": "批量申报",
        "api:plan-list": "列入年度计划草案",
        "api:plan-nominate": "列入年度计划草案",
        "api:plan-confirm": "确认年度计划",
    },
    "communities.Organisation": {
        "organisation_rename": "单位更名",
        "organisation_close": "撤销单位",
        "stand_in_create": "指定代理人",
        "organisation_create": "登记单位",
    },
    "communities.Person": {
        "person_sessions_end": "注销某人的登录",
        "person_factors_end": "撤销某人的第二重验证",
        "lockout_end": "解除登录锁定",
        "person_phone": "查看手机号码",
        "affiliation_create": "登记所属单位",
        "person_create": "登记人员",
        "person_detail": "修改人员",
        "person_password": "重设密码",
        "person_disable": "停用账号",
        "person_enable": "启用账号",
        "api:person-disable": "停用账号",
        "api:person-enable": "启用账号",
        "membership_create": "任命",
    },
    "communities.Membership": {
        "membership_end": "结束任职",
        "api:membership-list": "任命",
        "api:membership-end": "结束任职",
    },
    "communities.Role": {
        "role_retire": "停用角色",
        "role_create": "新建角色",
        "role_edit": "修改角色",
    },
    "communities.Dwelling": {
        "api:dwelling-list": "登记业主房屋",
        "api:dwelling-detail": "更正业主房屋",
        "api:dwelling-reveal": "查看业主信息",
    },
    "communities.OverlayEntry": {"overlay_withdraw": "撤回补充设定"},
    "communities.Neighbourhood": {
        "dwelling_create": "登记业主房屋",
        "dwelling_edit": "更正业主房屋",
        "dwelling_reveal": "查看业主信息",
        "dwelling_import": "导入业主房屋",
        "dwelling_full": "导出业主信息",
        "neighbourhood_new": "登记小区",
        "neighbourhood_edit": "更正小区",
        "neighbourhood_merge": "合并小区",
        "building_add": "登记楼栋",
        "building_edit": "更正楼栋",
        "building_remove": "删除楼栋",
        "building_declare": "申报楼栋情况",
        "survey_add": "登记摸底调查",
        "query_answer": "答复存疑",
        "neighbourhood_declare": "申报小区情况",
        "owners_body_new": "登记业主组织",
        "owners_body_end": "结束业主组织",
        "property_contract_new": "登记物业合同",
        "mode_settle": "确定管理方式",
        "mode_end": "结束管理方式",
        "fund_set": "登记维修资金",
        "party_set": "登记党组织",
        "party_end": "结束党组织",
        "api:neighbourhood-list": "登记小区",
        "api:neighbourhood-detail": "更正小区",
    },
    "communities.RegisterImport": {
        "import_new": "上传台账",
        "import_columns": "对应台账的列",
        "import_check": "试运行导入",
        "import_write": "写入台账",
        "import_undo": "撤销导入",
        "api:import-list": "上传台账",
        "api:import-write": "写入台账",
        "api:import-undo": "撤销导入",
    },
    "communities.OwnersBody": {
        "api:owners-body-list": "登记业主组织",
        "api:owners-body-dissolve": "结束业主组织",
    },
    "communities.PropertyContract": {"api:property-contract-list": "登记物业合同"},
    "communities.ManagementMode": {
        "api:neighbourhood-mode-list": "确定管理方式",
        "api:neighbourhood-mode-end": "结束管理方式",
    },
    "communities.MaintenanceFund": {"api:neighbourhood-fund-list": "登记维修资金"},
    "communities.PartyOrganisation": {
        "api:neighbourhood-party-list": "登记党组织",
        "api:neighbourhood-party-end": "结束党组织",
    },
    "projects.Project": {
        "assignment_create": "指派项目",
        "assignment_end": "结束指派",
        "api:assignment-list": "指派项目",
        "project_propose": "提出项目",
        "project_items": "登记改造内容",
        "project_item_edit": "修改改造内容",
        "project_ledger": "填写项目台账",
        "project_declare": "申报项目情况",
        "project_fire": "办理项目阶段",
        "project_move": "退回、撤回或暂缓项目",
        "project_works": "登记开工或完成",
        "progress_fill": "填报月进度",
        "progress_return": "退回月进度",
        "progress_correct": "更正月进度",
        "contract_add": "登记合同",
        "milestone_add": "安排节点",
        "milestone_edit": "修改节点",
        "milestone_reach": "登记节点完成",
        "scheme_new": "上传方案",
        "consultation_new": "发起征求意见",
        "consultation_detail": "登记意见",
        "consultation_close": "结束征求意见",
        "opinion_answer": "答复意见",
        "display_new": "登记公示",
        "display_end": "结束公示",
        "preparation_new": "登记开工准备",
        "preparation_conclude": "办结开工准备",
        "party_new": "登记责任主体",
        "project_record": "登记项目档案",
        "dispute_new": "登记争议",
        "dispute_close": "了结争议",
        "dispute_declare": "申报争议情况",
        "item_declare": "申报改造内容情况",
        "lift_new": "登记加装电梯",
        "lift_withdraw": "撤回加装电梯",
        "lift_declare": "申报加装电梯情况",
        "project_share": "填写出资比例",
        "source_add": "登记资金来源",
        "source_edit": "修改资金来源",
        "movement_add": "登记到账或支付",
        "movement_counter": "冲销到账或支付",
        "project_award": "核定补助",
        "project_award_item": "核定单项补助",
        "review_convene": "召集联合审查",
        "acceptance_open": "组织验收",
        "handover_open": "发起移交",
        "handover_conclude": "办结移交",
        "api:project-list": "提出项目",
        "api:project-detail": "填写项目台账",
        "api:project-transition": "办理项目阶段",
        "api:project-sources": "登记资金来源",
        "api:project-source": "修改资金来源",
        "api:project-movements": "登记到账或支付",
        "api:project-movement-counter": "冲销到账或支付",
        "api:project-awards": "核定补助",
        "api:project-contracts": "登记合同",
        "api:project-milestones": "安排节点",
        "api:project-milestone": "修改节点",
        "api:project-milestone-reach": "登记节点完成",
        "api:project-progress": "填报月进度",
        "api:review-convene": "召集联合审查",
        "api:handover-conclude": "办结移交",
    },
    "projects.WorksItem": {
        "api:works-item-list": "登记改造内容",
        "api:works-item-start": "登记开工",
        "api:works-item-finish": "登记完成",
    },
    "projects.ProjectDeclaration": {"api:project-declaration-list": "申报项目情况"},
    "projects.Dispute": {"api:dispute-list": "登记争议", "api:dispute-close": "了结争议"},
    "projects.Scheme": {"api:scheme-list": "上传方案"},
    "projects.Consultation": {
        "api:consultation-list": "发起征求意见",
        "api:consultation-opinions": "登记意见",
        "api:consultation-answer": "答复意见",
        "api:consultation-close": "结束征求意见",
    },
    "projects.PublicDisplay": {"api:display-list": "登记公示", "api:display-end": "结束公示"},
    "projects.Preparation": {
        "api:preparation-list": "登记开工准备",
        "api:preparation-conclude": "办结开工准备",
    },
    "projects.NamedParty": {"api:party-list": "登记责任主体"},
    "projects.Lift": {"api:lift-list": "登记加装电梯", "api:lift-withdraw": "撤回加装电梯"},
    "projects.Progress": {
        "api:progress-confirm": "确认月进度",
        "api:progress-return": "退回月进度",
        "api:progress-correct": "更正月进度",
    },
    "approvals.PlanEntry": {
        "plan_strike": "从年度计划草案中删去",
        "plan_adjust": "调整年度计划",
        "api:plan-adjust": "调整年度计划",
    },
    "approvals.ReviewRound": {
        "review_opinion": "出具审查意见",
        "review_output": "填写审查成果",
        "review_attendance": "登记审查出席",
        "review_conclude": "作出审查结论",
        "review_cancel": "取消审查",
        "api:review-opinion": "出具审查意见",
        "api:review-output": "填写审查成果",
        "api:review-attendance": "登记审查出席",
        "api:review-conclude": "作出审查结论",
    },
    "approvals.Acceptance": {
        "acceptance_check": "登记验收检查",
        "acceptance_participant": "登记验收参加单位",
        "acceptance_finding": "登记验收问题",
        "acceptance_conclude": "作出验收结论",
        "acceptance_file": "登记验收备案",
        "api:acceptance-list": "组织验收",
        "api:acceptance-checks": "登记验收检查",
        "api:acceptance-participants": "登记验收参加单位",
        "api:acceptance-findings": "登记验收问题",
        "api:acceptance-conclude": "作出验收结论",
        "api:acceptance-filing": "登记验收备案",
    },
    "approvals.AcceptanceFinding": {
        "finding_rectify": "登记整改",
        "finding_recheck": "复查整改",
        "api:acceptance-finding-rectify": "登记整改",
        "api:acceptance-finding-recheck": "复查整改",
    },
    "approvals.Handover": {
        "handover_entry": "登记移交内容",
        "handover_sign": "签收移交",
        "api:handover-list": "发起移交",
        "api:handover-entries": "登记移交内容",
        "api:handover-sign": "签收移交",
    },
    "approvals.Warranty": {"warranty_term": "填写保修期", "api:warranty-term": "填写保修期"},
    "governance.MonthReport": {
        "monthreport_draft": "编制月报",
        "monthreport_supplement": "补充月报",
        "monthreport_submit": "报送月报",
        "monthreport_return": "退回月报",
        "monthreport_lock": "锁定月报",
        "monthreport_correct": "更正月报",
        "api:monthreport-list": "编制月报",
        "api:monthreport-submit": "报送月报",
        "api:monthreport-return": "退回月报",
        "api:monthreport-lock": "锁定月报",
    },
    "governance.Submission": {
        "submission_choose": "选择上报内容",
        "submission_new": "上报数字",
        "submission_answer": "答复下级报送",
        "api:submission-list": "上报数字",
        "api:submission-answer": "答复下级报送",
    },
    "governance.SupervisionCase": {
        "case_complainant": "查看投诉人信息",
        "case_add": "登记督查事项",
        "case_assign": "交办督查事项",
        "case_rectify": "登记整改",
        "case_recheck": "复查整改",
        "case_close": "办结督查事项",
        "case_reopen": "重新打开督查事项",
        "case_remind": "催办督查事项",
        "api:case-list": "登记督查事项",
        "api:case-assign": "交办督查事项",
        "api:case-rectify": "登记整改",
        "api:case-recheck": "复查整改",
        "api:case-close": "办结督查事项",
        "api:case-reopen": "重新打开督查事项",
    },
    "governance.DutyTask": {
        "duty_done": "办结职责期限",
        "duty_remind": "催办职责期限",
        "api:duty-done": "办结职责期限",
    },
    "communities.Affiliation": {
        "affiliation_end": "结束所属单位",
        "affiliation_transfer": "调动",
    },
    "communities.Invitation": {
        "invitation_revoke": "撤销邀请",
    },
    "communities.Delegation": {
        "delegation_create": "委托他人代办",
        "delegation_accept": "接受委托",
        "delegation_decline": "谢绝委托",
        "delegation_end": "结束委托",
        "act_for": "开始代办",
        "api:delegation-list": "委托他人代办",
        "api:delegation-accept": "接受委托",
        "api:delegation-decline": "谢绝委托",
        "api:delegation-end": "结束委托",
    },
    "projects.Assignment": {
        "api:assignment-end": "结束指派",
    },
    "governance.EvaluationRound": {
        "evaluation_name": "指定评价单位",
        "evaluation_publish": "发布第三方评价",
        "api:evaluation-list": "发起第三方评价",
        "api:evaluation-publish": "发布第三方评价",
    },
    "governance.EvaluationSheet": {
        "evaluation_sheet": "填写评价",
        "evaluation_submit": "提交评价",
        "evaluation_paper_remove": "撤下评价材料",
        "api:evaluation-submit": "提交评价",
        "api:evaluation-sheet": "填写评价",
    },
}

KINDS: dict[Action, frozenset[str]] = {
    Action.DECIDE: frozenset(
        {
            "project_fire",
            "project_move",
            "plan_confirm",
            "plan_strike",
            "plan_adjust",
            "review_opinion",
            "review_conclude",
            "review_cancel",
            "acceptance_conclude",
            "finding_recheck",
            "handover_conclude",
            "handover_sign",
            "preparation_conclude",
            "progress_confirm",
            "progress_return",
            "project_award",
            "project_award_item",
            "assessment_publish",
            "submission_new",
            "submission_answer",
            "api:submission-list",
            "api:submission-answer",
            "monthreport_return",
            "monthreport_lock",
            "case_recheck",
            "case_close",
            "case_reopen",
            "pool_list",
            "pool_ranking",
            "api:project-transition",
            "api:plan-confirm",
            "api:plan-adjust",
            "api:review-opinion",
            "api:review-conclude",
            "api:acceptance-conclude",
            "api:acceptance-finding-recheck",
            "api:handover-conclude",
            "api:handover-sign",
            "api:preparation-conclude",
            "api:progress-confirm",
            "api:progress-return",
            "api:project-awards",
            "api:monthreport-return",
            "api:monthreport-lock",
            "api:case-recheck",
            "api:case-close",
            "api:case-reopen",
        }
    ),
    Action.ADMINISTER: frozenset(
        {
            "organisation_list",
            "organisation_create",
            "person_list",
            "person_create",
            "person_detail",
            "person_password",
            "person_disable",
            "person_enable",
            "api:person-disable",
            "api:person-enable",
            "membership_create",
            "membership_end",
            "api:membership-list",
            "api:membership-end",
            "role_list",
            "role_create",
            "role_edit",
            "role_retire",
            "organisation_rename",
            "organisation_close",
            "stand_in_create",
            "person_sessions_end",
            "person_factors_end",
            "lockout_list",
            "lockout_end",
            "affiliation_create",
            "affiliation_end",
            "affiliation_transfer",
            "invitation_create",
            "invitation_revoke",
            "roster_new",
            "roster_write",
            "assignment_create",
            "assignment_end",
            "api:assignment-list",
            "api:assignment-end",
        }
    ),
    Action.CONFIGURE: frozenset({"overlay_settle", "overlay_withdraw", "monthreport_due"}),
    Action.IMPORT: frozenset(
        {
            "import_new",
            "import_columns",
            "import_check",
            "import_write",
            "import_undo",
            "api:import-list",
            "api:import-write",
            "api:import-undo",
        }
    ),
}
"""Addresses whose act is not simply a write."""

DOWNLOADS: dict[str, tuple[str, str]] = {
    "document_download": ("下载材料", "communities.Document"),
    "paper_download": ("下载项目档案", "projects.Project"),
}
"""Files on record; any other file that an address answers is an export."""

TASKS: dict[str, str] = {
    "projects.tasks.end_assignments_of": "到期的指派自动结束",
    "governance.tasks.assess_tenant": "月度考核自动计算",
    "communities.neighbourhoods.imports.tasks.check_register": "试运行导入",
    "communities.neighbourhoods.imports.tasks.write_register": "写入台账",
    "communities.neighbourhoods.tasks.export_register": "导出小区登记册",
    "funding.tasks.export_money": "导出资金",
    "approvals.tasks.export_projects": "导出项目",
    "approvals.tasks.export_pool": "导出储备库",
    "governance.supervision.tasks.export_cases": "导出督查事项",
    "communities.records.tasks.export_audit": "导出审计记录",
}

COMMANDS: dict[str, str] = {
    "api_token": "发放接口令牌",
    "appoint_administrator": "任命管理员",
    "import_register": "用命令导入台账",
    "export_plan": "用命令导出年度计划",
    "assess": "用命令计算月度考核",
    "verify_audit": "核验审计记录",
}


@dataclass(frozen=True, slots=True)
class Act:
    """What an address does: in words, of which kind, to which row (label of the model; empty: to none)."""

    words: str
    action: Action
    about: str


def _by_route() -> dict[str, Act]:
    kinds = {route: action for action, routes in KINDS.items() for route in routes}
    return {
        route: Act(words, kinds.get(route, Action.WRITE), about)
        for about, acts in ACTS.items()
        for route, words in acts.items()
    }


_ACTS = _by_route()


def act_of(route: str) -> Act:
    """The act of an address; one that the table does not know is called by its own name."""
    return _ACTS.get(route) or Act(route or "办理", Action.WRITE, "")


def file_of(route: str) -> Act:
    """The act of an address that has answered with a file."""
    if route in DOWNLOADS:
        words, about = DOWNLOADS[route]
        return Act(words, Action.DOWNLOAD, about)
    known = _ACTS.get(route)
    return Act(
        known.words.removeprefix("申请") if known else "导出", Action.EXPORT, known.about if known else ""
    )
