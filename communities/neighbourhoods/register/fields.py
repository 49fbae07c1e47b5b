"""The canonical columns of a register: kinds of cell, Chinese names, units, and other headers in use."""

from dataclasses import dataclass

WAN_M2, M2 = "万平方米", "平方米"

AREA_UNITS = {
    "万平方米": WAN_M2,
    "万平米": WAN_M2,
    "万m2": WAN_M2,
    "万平": WAN_M2,
    "万方": WAN_M2,
    "平方米": M2,
    "平米": M2,
    "m2": M2,
}
"""How an area unit is written, longest first -> the unit."""

PLAIN_UNITS = ("栋", "幢", "座", "户", "人", "层", "个", "年", "年份", "年月", "年月日")


@dataclass(frozen=True, slots=True)
class Field:
    """One canonical column: its kind of cell, Chinese name and unit, and other headers, parted by blanks."""

    name: str
    kind: str
    label: str
    unit: str = ""
    synonyms: str = ""
    is_required: bool = False


FIELDS = {
    field.name: field
    for field in (
        Field("sequence", "sequence", "序号", synonyms="编号 顺序号 序"),
        Field("city", "place", "市", synonyms="地级市 设区市 市(州) 市州 所属市"),
        Field(
            "district",
            "place",
            "县(市、区)",
            synonyms="区(市) 区市 区县 区(县) 县区 市县 区 县 行政区 所属区 所在区 区(市、县) 区县名称",
        ),
        Field(
            "street",
            "place",
            "街道(镇)",
            synonyms="街道 镇街 街镇 街道(乡镇) 街道(镇、乡) 街道(乡、镇) 乡镇街道 乡镇(街道) 镇(街道) "
            "所属街道 所在街道 街道办事处 街道办 街道名称",
            is_required=True,
        ),
        Field(
            "community",
            "place",
            "社区",
            synonyms="所属社区 所在社区 社区(村) 社区居委会 居委会 社区名称 社区居民委员会",
        ),
        Field(
            "name",
            "name",
            "小区名称",
            synonyms="小区 小区名 老旧小区名称 改造小区名称 项目小区名称 院落名称 小区(院落)名称",
            is_required=True,
        ),
        Field(
            "completed",
            "completed",
            "建成时间",
            synonyms="建成年份 建成年代 建成年月 建成日期 建成年 竣工时间 竣工年份 竣工日期 "
            "建设年代 建造年代 建筑年代",
            is_required=True,
        ),
        Field(
            "buildings",
            "count",
            "楼栋数",
            unit="栋",
            synonyms="楼栋 栋数 幢数 楼幢数 楼房栋数 楼座数 住宅楼栋数 总栋数 楼数",
            is_required=True,
        ),
        Field(
            "households",
            "count",
            "居民户数",
            unit="户",
            synonyms="户数 总户数 住户数 居民总户数 居民户 涉及户数 住宅户数",
            is_required=True,
        ),
        Field(
            "floor_area",
            "area",
            "建筑面积",
            synonyms="总建筑面积 面积 住宅建筑面积 房屋建筑面积 总面积",
            is_required=True,
        ),
        Field(
            "residents",
            "count_or_zero",
            "居住人口",
            unit="人",
            synonyms="人口 居住人数 常住人口 居民人数 总人口 人口数 涉及人口",
        ),
        Field("max_storeys", "count", "最高层数", unit="层", synonyms="层数 楼层数 最高楼层 楼层 总层数"),
        Field(
            "six_storey_buildings",
            "count_or_zero",
            "六层及以上楼栋数",
            unit="栋",
            synonyms="6层及以上楼栋数 六层(含)以上楼栋数 6层(含)以上楼栋数 六层及六层以上楼栋数",
        ),
        Field("structure", "text", "结构形式", synonyms="结构 结构类型 建筑结构 房屋结构"),
        Field("original_owner", "text", "原产权单位", synonyms="产权单位 原产权单位名称 原单位"),
        Field(
            "management",
            "text",
            "物业管理方式",
            synonyms="物业管理 管理方式 物业管理模式 物业方式 物业管理情况",
        ),
        Field(
            "has_owners_organisation",
            "yes_no",
            "是否成立业主组织",
            synonyms="业主组织 是否有业主组织",
        ),
        Field(
            "agreeing_households",
            "count_or_zero",
            "同意改造户数",
            unit="户",
            synonyms="同意户数 同意改造 同意改造的户数 愿意改造户数",
        ),
        Field("problems", "long_text", "主要问题", synonyms="存在问题 存在的主要问题 问题"),
        Field(
            "safety_grade", "grade", "房屋安全等级", synonyms="安全等级 危房等级 房屋鉴定等级 房屋危险性等级"
        ),
        Field("is_historic_building", "yes_no", "是否历史建筑", synonyms="历史建筑 是否为历史建筑"),
        Field("remarks", "long_text", "备注", synonyms="说明 备注说明"),
    )
}
OWN_HEADER = "原文件行号"
"""The header of the column that our own receipt adds: it feeds no field."""

REQUIRED = tuple(field.name for field in FIELDS.values() if field.is_required)
