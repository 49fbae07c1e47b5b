"""Every write of this room. Each is one transaction and asks for the right; executed money is never changed."""

from funding.services.acting import is_planning
from funding.services.awarding import award, awarder
from funding.services.moving import counter, record
from funding.services.sharing import set_percentages
from funding.services.sourcing import add_source, correct_source, drop_source

__all__ = [
    "add_source",
    "award",
    "awarder",
    "correct_source",
    "counter",
    "drop_source",
    "is_planning",
    "record",
    "set_percentages",
]
