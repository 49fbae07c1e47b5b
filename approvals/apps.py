"""The application."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = "审批"

    def ready(self) -> None:
        """Whom approvals wait for: said below, where people leave."""
        from approvals.manning import matters
        from communities.people.delegation.waiting import told_by

        told_by(matters)
