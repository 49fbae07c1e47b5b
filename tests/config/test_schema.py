"""The document of the interface comes out whole: no guess, no two things of one name."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command


def test_schema_is_made_without_a_warning(tmp_path: Path) -> None:
    """The command exits with an error on the first warning."""
    call_command("spectacular", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))
    assert "/api/v1/assessment-reports/" in (tmp_path / "schema.yaml").read_text()
