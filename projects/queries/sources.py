"""What a project's assignments give a person, for the page of his rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communities.people.enums import Capability
from communities.people.models import Person
from communities.people.queries import Source
from projects.queries.assignments import assignments_of


def assigned_sources(person: Person, on: date) -> Iterator[Source]:
    """One source for each assignment that runs on the day. One query."""
    for row in assignments_of(person, on):
        yield Source(
            capabilities=frozenset({Capability.ASSIGNED.value}),
            where=f"项目“{row.project.name}”",
            by=f"指派：{row.get_purpose_display()}",
            organisation=row.organisation.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
