"""Neighbourhood, building, survey, declaration, import of a register."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from communities.people.acting import ActedForField
from communities.people.models import Organisation, Person
from communities.records.models import Document, Job
from communities.rulebooks.models import Decision
from communities.tenancy.models import Jurisdiction
from communities.tenancy.owned import OwnedManager, TenantOwned, tracked

ANSWERS = ("yes", "no", "undetermined")


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def standing(self) -> NeighbourhoodQuerySet:
        """Rows that count: not merged into another."""
        return self.filter(merged_into__isnull=True)


@tracked
class Neighbourhood(TenantOwned):
    """One old residential neighbourhood of the register.

    Areas in ㎡. `completed_from`/`completed_to` are the first and last possible day of completion. `buildings`,
    `households` and `floor_area` are the sums of the building rows where there are any, else what was declared
    (`*_declared`). `eligible`, `missing_count` and `first_reason` repeat the latest verdict, so that lists need
    not ask it again. `mode` repeats the management mode in force: the room above settles it and pushes it down.
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="neighbourhoods"
    )
    path = models.CharField(
        max_length=64, db_collation="C", help_text="the jurisdiction's, repeated for the index"
    )
    name = models.CharField("小区名称", max_length=120)
    name_key = models.CharField(max_length=120, help_text="folded: width, spaces, 繁/简, punctuation")
    search_text = models.TextField(blank=True, help_text="folded names, address, pinyin and initials")
    sort_key = models.CharField(max_length=200, db_collation="C", help_text="pinyin")
    address = models.CharField("地址", max_length=200, blank=True)
    survey_year = models.PositiveSmallIntegerField("摸底年度")

    completed_from = models.DateField(null=True, blank=True)
    completed_to = models.DateField(null=True, blank=True)
    completed_is_chosen = models.BooleanField(
        default=False, help_text="settled by the tenant: building rows no longer move it"
    )
    buildings_declared = models.PositiveIntegerField("楼栋数", null=True, blank=True)
    households_declared = models.PositiveIntegerField("居民户数", null=True, blank=True)
    floor_area_declared = models.DecimalField(
        "建筑面积", max_digits=14, decimal_places=2, null=True, blank=True
    )
    buildings = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    floor_area = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    residents = models.PositiveIntegerField("居住人口", null=True, blank=True, help_text="人")
    max_storeys = models.PositiveSmallIntegerField("最高层数", null=True, blank=True)
    six_storey_buildings = models.PositiveIntegerField("六层及以上楼栋数", null=True, blank=True)
    structure = models.CharField("结构形式", max_length=60, blank=True)
    original_owner = models.CharField("原产权单位", max_length=120, blank=True)
    management = models.CharField("物业管理方式", max_length=60, blank=True)
    has_owners_organisation = models.BooleanField("是否成立业主组织", null=True, blank=True)
    problems = models.CharField("主要问题", max_length=500, blank=True)
    safety_grade = models.CharField("房屋安全等级", max_length=1, blank=True)
    is_historic_building = models.BooleanField("是否历史建筑", null=True, blank=True)
    remarks = models.CharField("备注", max_length=500, blank=True)
    is_demonstration = models.BooleanField("示范小区", null=True, blank=True)

    willing_ratio = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    participation = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    mode = models.CharField(
        "管理方式",
        max_length=60,
        blank=True,
        help_text="id in the rulebook's modes; repeats the one in force",
    )

    eligible = models.CharField(max_length=12, blank=True)
    missing_count = models.PositiveSmallIntegerField(default=0)
    first_reason = models.CharField(max_length=120, blank=True)
    is_complete = models.BooleanField(null=True, help_text="the verdict at `register` is yes")
    open_queries = models.PositiveSmallIntegerField(default=0)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, db_constraint=False, related_name="+"
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="merged_from",
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    updated_for = ActedForField()

    objects = OwnedManager.from_queryset(NeighbourhoodQuerySet)()  # type: ignore[misc]  # Django makes it a class variable

    class Meta:
        ordering = ["path", "sort_key", "id"]
        indexes = [
            models.Index(fields=["tenant", "path", "sort_key", "id"], name="neighbourhood_by_place"),
            models.Index(fields=["tenant", "-updated_at", "-id"], name="neighbourhood_by_update"),
            models.Index(fields=["tenant", "eligible", "path"], name="neighbourhood_by_verdict"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "jurisdiction", "name_key"],
                condition=Q(merged_into__isnull=True),
                name="neighbourhood_once_a_community",
                violation_error_message="本社区已有同名小区。",
            ),
            models.CheckConstraint(
                condition=Q(completed_from__isnull=True, completed_to__isnull=True)
                | Q(completed_from__lte=F("completed_to")),
                name="neighbourhood_completed_is_an_interval",
                violation_error_message="建成时间的起止不对。",
            ),
            models.CheckConstraint(
                condition=Q(eligible__in=["", *ANSWERS]), name="neighbourhood_verdict_is_three_valued"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="neighbourhood_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_registered(self) -> bool:
        """Complete and without an open question; otherwise the row is 待核实."""
        return bool(self.is_complete) and self.open_queries == 0


@tracked
class Building(TenantOwned):
    """One building of a neighbourhood; areas in ㎡, height in m."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="building_rows"
    )
    name = models.CharField("楼号", max_length=60)
    completed_from = models.DateField(null=True, blank=True)
    completed_to = models.DateField(null=True, blank=True)
    storeys = models.PositiveSmallIntegerField("层数", null=True, blank=True)
    units = models.PositiveSmallIntegerField("单元", null=True, blank=True)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    floor_area = models.DecimalField("建筑面积", max_digits=14, decimal_places=2, null=True, blank=True)
    structure = models.CharField("结构形式", max_length=60, blank=True)
    danger_grade = models.CharField("鉴定等级", max_length=1, blank=True)
    problems = models.CharField("主要问题", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood", "name"],
                name="building_name_once",
                violation_error_message="本小区已有同名楼栋。",
            ),
            models.CheckConstraint(
                condition=Q(danger_grade__in=["", "A", "B", "C", "D"]), name="building_grade_a_to_d"
            ),
            models.CheckConstraint(
                condition=Q(completed_from__isnull=True, completed_to__isnull=True)
                | Q(completed_from__lte=F("completed_to")),
                name="building_completed_is_an_interval",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Survey(TenantOwned):
    """One round of asking the households: how many there are, answered, agree."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="surveys"
    )
    on = models.DateField("调查日期")
    households = models.PositiveIntegerField("总户数")
    answered = models.PositiveIntegerField("答复户数", null=True, blank=True)
    agreeing = models.PositiveIntegerField("同意改造户数")
    source = models.CharField("来源", max_length=120)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreeing__lte=F("households")),
                name="survey_agreeing_within_households",
                violation_error_message="同意户数不能超过总户数。",
            ),
            models.CheckConstraint(
                condition=Q(answered__isnull=True)
                | Q(answered__lte=F("households"), answered__gte=F("agreeing")),
                name="survey_answered_within_households",
                violation_error_message="答复户数应在同意户数与总户数之间。",
            ),
        ]


class AbstractDeclaration(TenantOwned):
    """What an actor of the rulebook states about one criterion. A later row replaces an earlier one; none is
    changed.

    `organisation` is who states it. For residents and owners' bodies, which have no login, it is the street or
    community that records it, `stated_by` names the actor that it records for, and evidence is compulsory.
    """

    criterion = models.CharField(max_length=80)
    value = models.BooleanField("是否符合")
    stated_by = models.CharField(max_length=60, help_text="actor of the rulebook")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    entered_at = models.DateTimeField(auto_now_add=True)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        abstract = True
        ordering = ["-id"]


@tracked
class NeighbourhoodDeclaration(AbstractDeclaration):
    """A declaration about a neighbourhood, or about one of its buildings."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="declarations"
    )
    building = models.ForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="declarations",
    )

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["tenant", "neighbourhood", "criterion"], name="declaration_of_neighbourhood")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood", "building", "criterion"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="declaration_has_one_current",
            )
        ]


class DeclarationEvidence(TenantOwned):
    """A document attached to a declaration, under the name that the rulebook gives it. One document may serve
    many.
    """

    declaration = models.ForeignKey(
        NeighbourhoodDeclaration, on_delete=models.CASCADE, db_constraint=False, related_name="evidence"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "declaration", "name", "document"], name="evidence_attached_once"
            )
        ]


class ColumnMapping(TenantOwned):
    """How this tenant's files name their columns: {header: field}, remembered from the last import."""

    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant"], name="column_mapping_one_a_tenant")]


class ImportState(models.TextChoices):
    MAPPING = "mapping", "待对应列"
    CHECKING = "checking", "试运行中"
    CHECKED = "checked", "待写入"
    WRITING = "writing", "写入中"
    WRITTEN = "written", "已写入"
    UNDONE = "undone", "已撤销"
    FAILED = "failed", "未完成"


class RegisterImport(TenantOwned):
    """One upload of a register: the file, what was read, what was written, and whether it was undone."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    survey_year = models.PositiveSmallIntegerField()
    mapping = models.JSONField(default=dict)
    reading = models.JSONField(
        null=True, help_text="the file's outline; after the dry run its rows and the plan"
    )
    summary = models.JSONField(null=True, help_text="created, updated, unchanged, left out")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acted_for = ActedForField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]


class ImportedRow(TenantOwned):
    """What an import did to one neighbourhood, so that it can be undone: `before` is empty where it was created."""

    register_import = models.ForeignKey(
        RegisterImport, on_delete=models.CASCADE, db_constraint=False, related_name="rows"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, db_constraint=False, related_name="imported_rows"
    )
    row = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    made = models.JSONField(default=dict, help_text="ids of the survey and the queries that came with it")
    revision = models.PositiveIntegerField(help_text="of the neighbourhood right after the import")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "register_import", "neighbourhood"], name="imported_row_once"
            )
        ]


@tracked
class PlausibilityQuery(TenantOwned):
    """A question about a figure that looks unlikely. It never stops a write; the row stays 待核实 until
    somebody answers.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, db_constraint=False, related_name="queries"
    )
    field = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    figure = models.CharField(
        max_length=60, help_text="what it was asked about: the same figure is asked about once"
    )
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_for = ActedForField(default=None)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood", "field", "figure"], name="query_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="query_answer_has_a_name",
            ),
        ]
