"""The application."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "项目"

    def ready(self) -> None:
        """Said below: what projects grant by assignments, on the page of a person's rights; whom progress waits for."""
        from communities.people.delegation.waiting import told_by
        from communities.people.queries import also
        from projects.manning import matters
        from projects.queries.sources import assigned_sources

        also(assigned_sources)
        told_by(matters)
