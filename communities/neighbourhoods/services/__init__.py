"""Every write of this room. Each is one transaction, asks for the right, keeps the reason and judges anew what
it changed.
"""

from communities.neighbourhoods.services.building import (
    BUILDING_FACTS,
    RowErrors,
    add_buildings,
    correct_building,
    remove_building,
)
from communities.neighbourhoods.services.declaration import declare
from communities.neighbourhoods.services.judging import (
    Judgement,
    ask,
    follow_rulebook,
    judge,
    judge_again,
    preview,
)
from communities.neighbourhoods.services.merging import merge
from communities.neighbourhoods.services.mode import repeat_mode
from communities.neighbourhoods.services.neighbourhood import FACTS, correct, create, place_and_name
from communities.neighbourhoods.services.plausibility import answer_query
from communities.neighbourhoods.services.sums import settle_sums, settle_surveys
from communities.neighbourhoods.services.survey import record_survey

__all__ = [
    "BUILDING_FACTS",
    "FACTS",
    "Judgement",
    "RowErrors",
    "add_buildings",
    "answer_query",
    "ask",
    "correct",
    "correct_building",
    "create",
    "declare",
    "follow_rulebook",
    "judge",
    "judge_again",
    "merge",
    "place_and_name",
    "preview",
    "record_survey",
    "remove_building",
    "repeat_mode",
    "settle_sums",
    "settle_surveys",
]
