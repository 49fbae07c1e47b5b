"""Forms of this room: they read what is typed; the services decide."""

from communities.neighbourhoods.forms.belongings import (
    PASTED_LABELS,
    AnswerForm,
    BuildingCorrectionForm,
    BuildingForm,
    MergeForm,
    PasteForm,
    ReasonForm,
    SurveyForm,
    initial_of_building,
)
from communities.neighbourhoods.forms.declaration import BulkDeclarationForm, DeclarationForm
from communities.neighbourhoods.forms.neighbourhood import (
    CorrectionForm,
    NeighbourhoodForm,
    initial_of,
    take_errors,
)

__all__ = [
    "PASTED_LABELS",
    "AnswerForm",
    "BuildingCorrectionForm",
    "BuildingForm",
    "BulkDeclarationForm",
    "CorrectionForm",
    "DeclarationForm",
    "MergeForm",
    "NeighbourhoodForm",
    "PasteForm",
    "ReasonForm",
    "SurveyForm",
    "initial_of",
    "initial_of_building",
    "take_errors",
]
