"""All models of the app, by folder:

privacy < tenancy < people < audit < records < rulebooks < neighbourhoods < owners < upkeep.
"""

from communities.audit.models import AuditEntry, AuditSeal, SecurityEvent, Tombstone
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
from communities.owners.models import Dwelling
from communities.people.login.models import PasswordRecord
from communities.people.models import (
    AccessToken,
    Affiliation,
    Delegation,
    Invitation,
    Membership,
    Organisation,
    Person,
    Role,
)
from communities.people.notices import Notice
from communities.records.models import Document, Job
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
    "Affiliation",
    "AuditEntry",
    "AuditSeal",
    "Building",
    "ColumnMapping",
    "Decision",
    "DeclarationEvidence",
    "Delegation",
    "Document",
    "Dwelling",
    "ImportedRow",
    "Invitation",
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
    "PasswordRecord",
    "Person",
    "PlausibilityQuery",
    "PropertyContract",
    "RegisterImport",
    "Role",
    "RulebookVersion",
    "SecurityEvent",
    "Survey",
    "Tenant",
    "Tombstone",
]
