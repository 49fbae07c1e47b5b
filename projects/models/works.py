"""What is built: works items of the rulebook's catalogue, and the lifts among them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from communities.models import Building, Neighbourhood
from communities.tenancy.owned import TenantOwned, tracked
from projects.enums import ItemState
from projects.models.project import Project


@tracked
class WorksItem(TenantOwned):
    """One thing to build: a catalogue item of the rulebook at a neighbourhood, or at one building. Estimate in yuan."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_constraint=False, related_name="items")
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, db_constraint=False, related_name="works_items"
    )
    building = models.ForeignKey(
        Building,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="works_items",
    )
    item = models.CharField("改造内容", max_length=60, help_text="id in the rulebook's catalogue")
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.PROPOSED)
    quantity = models.DecimalField("数量", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    estimate = models.DecimalField("估算投资", max_digits=18, decimal_places=2, null=True, blank=True)
    uses_idle_land = models.BooleanField("利用空地", null=True, blank=True)
    affects_sunlight_or_green = models.BooleanField("影响日照或绿地", null=True, blank=True)
    adds_building = models.BooleanField("新增建筑", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    started_on = models.DateField("开工日期", null=True, blank=True)
    finished_on = models.DateField("完成日期", null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True, help_text="when the start was recorded")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="when the end was recorded")

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.FSM(
                name="works_item_state_guard",
                field="state",
                transitions=[("proposed", "started"), ("started", "finished"), ("proposed", "withdrawn")],
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"], started_on__isnull=True)
                | Q(state__in=["started", "finished"], started_on__isnull=False),
                name="item_started_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="finished", finished_on__isnull=False, finished_on__gte=F("started_on"))
                | ~Q(state="finished") & Q(finished_on__isnull=True),
                name="item_finished_has_its_day",
                violation_error_message="完成日期不能早于开工日期。",
            ),
            models.UniqueConstraint(
                fields=["tenant", "neighbourhood", "building", "item"],
                condition=~Q(state="withdrawn"),
                nulls_distinct=False,
                name="nothing_is_renovated_twice",
                violation_error_message="这一内容已列入其他项目，不能重复改造。",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0),
                name="item_quantity_not_negative",
                violation_error_message="数量不能为负。",
            ),
            models.CheckConstraint(
                condition=Q(estimate__isnull=True) | Q(estimate__gte=0),
                name="item_estimate_not_negative",
                violation_error_message="估算投资不能为负。",
            ),
        ]


@tracked
class Lift(TenantOwned):
    """One lift to be added: a works item of concept lift, at a building, at a place in it. Has its building's facts."""

    works_item = models.ForeignKey(
        WorksItem, on_delete=models.CASCADE, db_constraint=False, related_name="lifts"
    )
    building = models.ForeignKey(
        Building, on_delete=models.PROTECT, db_constraint=False, related_name="lifts"
    )
    position = models.CharField("位置", max_length=60, help_text="如：2单元")
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "building", "position"],
                condition=Q(is_withdrawn=False),
                name="lift_once_a_place",
                violation_error_message="这一位置的电梯已登记。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.building}{self.position}"
