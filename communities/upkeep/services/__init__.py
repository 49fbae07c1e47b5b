"""Every write of this room: registering what keeps a neighbourhood, each filing the criteria that the rulebook ties
to it.
"""

from communities.upkeep.services.bodies import dissolve_body, register_body
from communities.upkeep.services.contracts import sign_contract
from communities.upkeep.services.fund import set_fund
from communities.upkeep.services.modes import end_mode, settle_mode
from communities.upkeep.services.party import end_party_organisation, set_party_organisation
from communities.upkeep.services.recording import Papers

__all__ = [
    "Papers",
    "dissolve_body",
    "end_mode",
    "end_party_organisation",
    "register_body",
    "set_fund",
    "set_party_organisation",
    "settle_mode",
    "sign_contract",
]
