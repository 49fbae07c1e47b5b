"""All models of the app, by folder: tenancy < people < records < rulebooks < neighbourhoods < upkeep."""

from communities.neighbourhoods.models import (
    Building,
    ColumnMapping,
    DeclarationEvidence,
    ImportedRow,
    Neighbourhood,
    NeighbourhoodDeclaration,
    PlausibilityQuery,
    RegisterImport,
    Survey,
)
from communities.people.models import AccessToken, Membership, Organisation, Person, Role
from communities.records.models import Document, Job, Notice, Refusal
from communities.rulebooks.models import Decision, OverlayEntry, RulebookVersion
from communities.tenancy.models import Jurisdiction, Tenant
from communities.upkeep.models import (
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)

__all__ = [
    "AccessToken",
    "Building",
    "ColumnMapping",
    "Decision",
    "DeclarationEvidence",
    "Document",
    "ImportedRow",
    "Job",
    "Jurisdiction",
    "MaintenanceFund",
    "ManagementMode",
    "Membership",
    "Neighbourhood",
    "NeighbourhoodDeclaration",
    "Notice",
    "Organisation",
    "OverlayEntry",
    "OwnersBody",
    "PartyOrganisation",
    "Person",
    "PlausibilityQuery",
    "PropertyContract",
    "Refusal",
    "RegisterImport",
    "Role",
    "RulebookVersion",
    "Survey",
    "Tenant",
]
