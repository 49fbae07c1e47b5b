"""Forms of projects, by noun."""

from projects.forms.assigning import AssignmentForm, EndAssignmentForm
from projects.forms.declaring import DeclareForm, DeclareItemsForm
from projects.forms.ledger import ItemFiguresForm, ItemForm, LedgerForm, ProposeForm, truth
from projects.forms.papers import PapersForm
from projects.forms.preparing import (
    ConcludeForm,
    ConfirmForm,
    DisputeForm,
    LiftForm,
    PartyForm,
    PreparationForm,
    ResolutionForm,
)
from projects.forms.scheme import (
    AnswerForm,
    CloseForm,
    ConsultationForm,
    DisplayForm,
    EndForm,
    OpinionForm,
    SchemeForm,
)
from projects.forms.works import (
    ContractForm,
    CorrectionForm,
    LineForm,
    MilestoneChangeForm,
    MilestoneForm,
    ReachForm,
    ReturnForm,
)

__all__ = [
    "AnswerForm",
    "AssignmentForm",
    "CloseForm",
    "ConcludeForm",
    "ConfirmForm",
    "ConsultationForm",
    "ContractForm",
    "CorrectionForm",
    "DeclareForm",
    "DeclareItemsForm",
    "DisplayForm",
    "DisputeForm",
    "EndAssignmentForm",
    "EndForm",
    "ItemFiguresForm",
    "ItemForm",
    "LedgerForm",
    "LiftForm",
    "LineForm",
    "MilestoneChangeForm",
    "MilestoneForm",
    "OpinionForm",
    "PapersForm",
    "PartyForm",
    "PreparationForm",
    "ProposeForm",
    "ReachForm",
    "ResolutionForm",
    "ReturnForm",
    "SchemeForm",
    "truth",
]
