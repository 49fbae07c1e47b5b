"""All models of the app, by folder: tenancy < people < records < rulebooks < neighbourhoods."""

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
from communities.records.models import Document, Job, Notice
from communities.rulebooks.models import Decision, OverlayEntry, RulebookVersion
from communities.tenancy.models import Jurisdiction, Tenant

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
    "Membership",
    "Neighbourhood",
    "NeighbourhoodDeclaration",
    "Notice",
    "Organisation",
    "OverlayEntry",
    "Person",
    "PlausibilityQuery",
    "RegisterImport",
    "Role",
    "RulebookVersion",
    "Survey",
    "Tenant",
]
