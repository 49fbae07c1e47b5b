"""Every write of this room: publishing the rulebook (`publishing`), keeping decisions (`decisions`)."""

from communities.rulebooks.services.decisions import Ruling, record_decision, record_decisions
from communities.rulebooks.services.publishing import DEMO_BASIS, adopt, settle, withdraw

__all__ = ["DEMO_BASIS", "Ruling", "adopt", "record_decision", "record_decisions", "settle", "withdraw"]
