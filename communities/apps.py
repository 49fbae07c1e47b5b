"""The application and what happens after its migrations: the runtime role gets its grants."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommunitiesConfig(AppConfig):
    name = "communities"
    verbose_name = "小区与基础"

    def ready(self) -> None:
        from communities.audit import door
        from communities.audit.keeping import errands
        from communities.people.delegation.queries import decided_by
        from communities.rulebooks.queries import deciding
        from communities.tenancy import checks, grants  # noqa: F401 - the checks register themselves on import
        from communities.tenancy.doors import accompany

        accompany(errands)
        decided_by(deciding)
        door.watch()
        post_migrate.connect(grants.give, sender=self, dispatch_uid="communities.grants")
