"""Project, what is built and stated, its disputes, scheme and preparations, the log of its moves, who was assigned."""

from projects.models.assignment import Assignment, ProjectGrant
from projects.models.dispute import Dispute
from projects.models.preparation import NamedParty, Preparation, ProjectPaper
from projects.models.progress import Contract, Milestone, Progress
from projects.models.project import Project, ProjectNeighbourhood, TransitionLog
from projects.models.scheme import Consultation, ConsultationOpinion, PublicDisplay, Scheme
from projects.models.stating import ProjectDeclaration, ProjectEvidence
from projects.models.works import Lift, WorksItem

__all__ = [
    "Assignment",
    "Consultation",
    "ConsultationOpinion",
    "Contract",
    "Dispute",
    "Lift",
    "Milestone",
    "NamedParty",
    "Preparation",
    "Progress",
    "Project",
    "ProjectDeclaration",
    "ProjectEvidence",
    "ProjectGrant",
    "ProjectNeighbourhood",
    "ProjectPaper",
    "PublicDisplay",
    "Scheme",
    "TransitionLog",
    "WorksItem",
]
