"""Whether anything else points at a row: rooms above this one too, which it does not know by name."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models

from communities.tenancy.owned import OwnedEvent

WORDS = {
    "NeighbourhoodDeclaration": "申报",
    "Building": "楼栋",
    "Survey": "摸底调查",
    "Neighbourhood": "并入的小区",
    "OwnersBody": "业主组织",
    "PropertyContract": "物业服务合同",
    "ManagementMode": "管理方式",
    "MaintenanceFund": "维修资金",
    "PartyOrganisation": "党组织",
    "Dwelling": "业主名册",
    "ProjectNeighbourhood": "改造项目",
    "WorksItem": "改造内容",
}
"""What a row of another table is called in a refusal; what is not named here is 其他资料."""


def needed_by(row: models.Model, besides: Collection[str] = ()) -> list[str]:
    """The Chinese words for what points at the row, one query a table; `besides` names models that don't count."""
    words: list[str] = []
    for relation in row._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or issubclass(model, OwnedEvent) or model.__name__ in besides:
            continue
        if model._base_manager.filter(**{f"{relation.field.name}": row.pk}).exists():
            words.append(WORDS.get(model.__name__, "其他资料"))
    return list(dict.fromkeys(words))


def refuse_if_needed(row: models.Model, sentence: str, besides: Collection[str] = ()) -> None:
    """Raise `ValidationError` with the sentence, `{what}` filled in, when something points at the row."""
    if words := needed_by(row, besides):
        raise ValidationError(sentence.format(what="、".join(words)))
