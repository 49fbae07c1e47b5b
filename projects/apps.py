"""The application."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "项目"

    def ready(self) -> None:
        """The page of a person's rights, below, also shows what projects grant: by assignments."""
        from communities.people.queries import also
        from projects.queries.sources import assigned_sources

        also(assigned_sources)
