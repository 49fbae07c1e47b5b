"""A clerk declares something with its paper: what an upload is mostly for."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import People, Town
from tests.projects import making

NOTE = "院内道路破损"


def declared(town: Town, people: People, client: Client, content: bytes) -> Any:
    """The answer to the form of a new neighbourhood, the file in all its fields."""
    with town.entered():
        row = making.neighbourhood(town.places[making.COMMUNITY], people.qd_street)
    address = f"/qingdao/neighbourhoods/{row.pk}/declare/QD-C-neglect/"
    fields = client.get(address).context["form"].fields
    papers = {name: SimpleUploadedFile("证明.pdf", content) for name in fields if name.startswith("file_")}
    whose = fields["organisation"].initial
    given = {"value": "yes", "on": "2026-11-20", "note": NOTE, "organisation": whose}
    return client.post(address, {**given, **papers})
