"""The application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "治理"

    def ready(self) -> None:
        """Whom month reports wait for: said below, where people leave."""
        from communities.people.delegation.waiting import told_by
        from governance.manning import matters

        told_by(matters)
