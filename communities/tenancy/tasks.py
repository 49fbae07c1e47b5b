"""The base of background work: ids in, the tenant entered, history knows who asked."""

from __future__ import annotations

from typing import Any

import pghistory
import structlog
from celery import Task
from django.contrib.auth import get_user_model

from communities.tenancy import luggage
from communities.tenancy.context import enter
from communities.tenancy.doors import Errand, accompanied
from communities.tenancy.models import Tenant


class TenantTask(Task):  # type: ignore[type-arg]  # generic only in the stubs
    """A task of one tenant, called as `task.delay(tenant=<id>, person=<id or None>, ...)` with ids only.

    The body runs inside the tenant, in one transaction, and is given `tenant` and `person` too. A task with
    `own_transactions=True` (one that commits in steps) enters the tenant itself, as often as it needs. For a tenant
    that is suspended, or gone, nothing runs.
    """

    abstract = True
    own_transactions = False

    def apply_async(self, *args: Any, **options: Any) -> Any:
        """Send the id of the request along: the history of a background write leads back to the click.

        And whatever else travels (`luggage`): in whose name a delegate asked, for one.
        """
        request_id = structlog.contextvars.get_contextvars().get("request_id", "")
        headers = {
            "request_id": request_id,
            "luggage": luggage.packed(),
            **(options.pop("headers", None) or {}),
        }
        return super().apply_async(*args, headers=headers, **options)

    def __call__(self, *args: Any, tenant: int, person: int | None = None, **kwargs: Any) -> Any:
        request_id = self._request_id()
        structlog.contextvars.bind_contextvars(request_id=request_id, task=self.name)
        who = {"person": person, "person_name": _name_of(person), "request": request_id, "task": self.name}
        try:
            if not Tenant.objects.active().filter(pk=tenant).exists():
                return None
            with pghistory.context(**who), luggage.unpacked(self._luggage()):
                errand = Errand("task", self.name, tenant, person, request_id, self.own_transactions)
                if self.own_transactions:
                    with accompanied(errand):
                        return super().__call__(*args, tenant=tenant, person=person, **kwargs)
                with enter(tenant), accompanied(errand):
                    return super().__call__(*args, tenant=tenant, person=person, **kwargs)
        finally:
            structlog.contextvars.unbind_contextvars("request_id", "task")

    def _request_id(self) -> str:
        """The header, as a worker sees it (an attribute) or a call in the same process (a dictionary)."""
        sent = getattr(self.request, "request_id", None) or (self.request.headers or {}).get("request_id")
        return str(sent or self.request.id or "")

    def _luggage(self) -> Any:
        sent = getattr(self.request, "luggage", None) or (self.request.headers or {}).get("luggage")
        return sent or {}


def _name_of(person: int | None) -> str:
    if person is None:
        return ""
    found = get_user_model()._default_manager.filter(pk=person).values_list("name", flat=True).first()
    return str(found or "")
