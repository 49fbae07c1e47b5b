"""Example data of the style guide: what a view would hand to each component. For developers and tests only.

Divisions and clauses are real (青岛市, 青岛市城镇老旧小区改造试点工作方案); people, progress and money are
examples.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms, template

register = template.Library()

RULE = "#clause"


class ExampleForm(forms.Form):
    """One field of each sort, so that every control is seen in every state."""

    name = forms.CharField(label="小区名称", help_text="与门牌或规划许可证一致")
    households = forms.IntegerField(label="居民户数", min_value=1)
    area = forms.DecimalField(label="建筑面积", max_digits=14, decimal_places=2)
    built_on = forms.DateField(label="建成日期", required=False, help_text="确无资料留空")
    management = forms.ChoiceField(
        label="物业管理方式", choices=[("", "请选择"), ("company", "物业公司"), ("community", "社区代管")]
    )
    routes = forms.MultipleChoiceField(
        label="主要问题",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("roof", "屋面漏雨"), ("pipes", "管线老化"), ("road", "路面破损")],
    )
    stated_by = forms.ChoiceField(
        label="由谁申报", widget=forms.RadioSelect, choices=[("street", "街道"), ("community", "社区")]
    )
    remark = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="证明材料", required=False, help_text="PDF 或图片，单个不超过 20 MB")
    is_confirmed = forms.BooleanField(label="户数与楼栋合计已核对")

    def clean_households(self) -> int:
        """A sum that the buildings contradict, to show how an error is worded."""
        households: int = self.cleaned_data["households"]
        if households != 312:
            raise forms.ValidationError(
                f"小区填 {households} 户，8 栋楼相加为 312 户。请改户数，或到“楼栋”页改楼栋。"
            )
        return households


def _filled() -> ExampleForm:
    return ExampleForm(
        initial={
            "name": "河清路二小区",
            "households": 312,
            "area": Decimal("25100.00"),
            "built_on": "1994-10-18",
            "management": "community",
            "routes": ["roof"],
            "stated_by": "street",
        },
        auto_id="ok_%s",
    )


def _wrong() -> ExampleForm:
    return ExampleForm(
        {
            "name": "河清路二小区",
            "households": "974",
            "area": "约两万五",
            "stated_by": "street",
            "built_on": "1994-10-18",
        },
        auto_id="bad_%s",
    )


def _criteria() -> list[dict[str, Any]]:
    clause = {"clause": "二(二)1", "url": RULE}
    return [
        {
            "answer": "yes",
            "name": "2005年12月31日前建成",
            "fact": "1994-10-18 · 竣工验收资料",
            "quote": "将2005年12月31日前建成",
            **clause,
        },
        {
            "answer": "undetermined",
            "name": "居民改造意愿强烈",
            "fact": "同意 259 / 312 户（83.01%）；“强烈”的门槛原文未定",
            "quote": "居民改造意愿强烈",
            "needs": [
                {"who": "市领导小组办公室", "what": "在补充设定中填门槛"},
                {"who": "河清路社区", "what": "补居民意愿征询记录"},
            ],
            **clause,
        },
        {
            "answer": "no",
            "name": "住宅小区",
            "fact": "商住楼，水清沟街道 2023-09-12 申报",
            "quote": "居民改造意愿强烈的住宅小区纳入改造范围",
            "needs": [{"who": "水清沟街道", "what": "核对房屋用途"}],
            **clause,
        },
    ]


def _rows() -> list[dict[str, Any]]:
    names = ["name", "street", "households", "area", "yes"]
    rows: list[tuple[str, str, int, Decimal | None, int | None]] = [
        ("海琴路小区", "海伦路街道", 268, Decimal(21500), 244),
        ("河清路二小区", "水清沟街道", 312, Decimal(25100), 259),
        ("嘉善路 20 号院", "四方街道", 61, None, None),
    ]
    return [{"id": number, **dict(zip(names, row, strict=True))} for number, row in enumerate(rows, start=1)]


def _stages() -> list[dict[str, Any]]:
    done = [("登记", "2022-11-08"), ("储备", "2022-12-20"), ("计划", "2023-02-28"), ("方案", "2023-08-25")]
    later = ["具备开工", "开工", "验收", "移交", "长效管理"]
    return [
        *({"label": label, "state": "done", "note": on} for label, on in done),
        {"label": "联审", "state": "now", "note": "逾期 3 日", "late": True},
        *({"label": label, "state": "todo"} for label in later),
    ]


def _menu() -> list[dict[str, Any]]:
    entries = [
        ("工作台", "desk", 9),
        ("小区", "house", 0),
        ("储备库", "pool", 0),
        ("年度计划", "calendar", 0),
        ("项目", "project", 0),
        ("资金", "money", 0),
        ("联合审查", "review", 1),
        ("长效管理", "upkeep", 0),
        ("督查考核", "assess", 1),
        ("驾驶舱", "chart", 0),
        ("政策规则", "rule", 0),
        ("系统", "person", 0),
    ]
    menu: list[dict[str, Any]] = [
        {"url": f"#{icon}", "label": label, "icon": icon, "badge": badge} for label, icon, badge in entries
    ]
    menu[1] |= {
        "current": True,
        "children": [
            {"url": "#register", "label": "登记册", "current": True},
            {"url": "#import", "label": "导入台账"},
        ],
    }
    menu[10]["rule"] = True
    return menu


@register.simple_tag
def style_example() -> dict[str, Any]:
    """Everything the style guide shows, by component."""
    streets = [("水清沟街道", 6), ("海伦路街道", 5), ("开平路街道", 4)]
    return {
        "menu": _menu(),
        "place": {
            "name": "市北区",
            "path": [{"name": "青岛市", "url": "#qingdao"}],
            "choices": [
                {"name": "市北区", "url": "#shibei", "current": True},
                {"name": "李沧区", "url": "#licang"},
            ],
        },
        "person": {"name": "孙晓琳", "organisation": "市北区住房城乡建设部门", "role": "经办"},
        "notices": {"url": "#notices", "unread": 5},
        "crumbs": [
            {"label": "小区", "url": "#register"},
            {"label": "登记册", "url": "#register"},
            {"label": "一小区一档"},
        ],
        "tabs": [
            {"label": "概况与判定", "url": "#facts", "current": True},
            {"label": "楼栋", "url": "#buildings", "count": 8},
            {"label": "业主组织", "url": "#bodies", "count": 0},
            {"label": "物业与维修资金", "url": "#fund"},
        ],
        "chips": [
            {"label": "全部", "url": "?", "count": 38, "current": True},
            {"label": "可纳入", "url": "?verdict=yes", "count": 11, "kind": "yes"},
            {"label": "不可纳入", "url": "?verdict=no", "count": 4, "kind": "no"},
            {"label": "待定", "url": "?verdict=undetermined", "count": 23, "kind": "open"},
        ],
        "facts": [
            {"label": "楼栋", "value": 8, "unit": "栋", "big": True},
            {"label": "居民户数", "value": 312, "unit": "户", "big": True},
            {"label": "建筑面积", "value": "2.51", "unit": "万㎡", "big": True},
            {"label": "同意改造", "value": "83.01%", "note": "259 / 312 户", "big": True},
            {"label": "建成日期", "value": "1994-10-18", "note": "竣工验收"},
            {"label": "结构形式", "value": "砖混"},
            {"label": "业主组织", "value": "未成立"},
            {"label": "维修资金余额", "value": None},
        ],
        "criteria": _criteria(),
        "stages": _stages(),
        "tree": [
            {
                "name": "市北区",
                "url": "#shibei",
                "count": 38,
                "current": True,
                "open": True,
                "children": [
                    {"name": name, "url": f"#street-{index}", "count": count, "has_children": True}
                    for index, (name, count) in enumerate(streets)
                ],
            }
        ],
        "rows": _rows(),
        "ranks": [
            ("崂山区", "100.00", "100.00"),
            ("黄岛区", "97.87", "98.05"),
            ("市北区", "86.67", "85.20"),
            ("平度市", "81.82", "79.22"),
        ],
        "sources": [
            ("中央补助资金", 62400, 62400, 41184),
            ("市财政奖补资金", 48000, 36000, 24480),
            ("居民出资", 18944, 7388, 4802),
        ],
        "filled": _filled(),
        "wrong": _wrong(),
    }
