"""Ready means: as a role that row-level security binds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.conftest import logged_in_as


def test_runtime_role_is_ready(client: Client, db: None) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "failing": [], "warnings": []}


@pytest.mark.parametrize(("enforced", "status", "named"), [(True, 503, "failing"), (False, 200, "warnings")])
def test_owner_of_the_tables_is_named(
    client: Client,
    settings: Any,
    committed: None,
    enforced: bool,
    status: int,
    named: str,
) -> None:
    settings.RUNTIME_ROLE_IS_ENFORCED = enforced
    with logged_in_as(settings.DATABASE_OWNER_URL):
        answer = client.get("/readyz")
    assert answer.status_code == status
    assert "owns the tables" in answer.json()[named][0]
