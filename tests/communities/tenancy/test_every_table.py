"""Every model is on one side of the wall; every owned table has the whole wall, says the database's own catalogue."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from communities.tenancy.context import NoTenant
from communities.tenancy.models import Tenant
from communities.tenancy.owned import OwnedEvent, TenantOwned
from governance.models.evaluation import Sealed

pytestmark = pytest.mark.django_db

GLOBAL = {
    "communities.Tenant": "looked up before anything else is known",
    "communities.SecurityEvent": "what happens at the door, before a tenant is entered",
    "communities.Tombstone": "what is left of a tenant that is gone",
    "communities.Person": "one person may serve two tenants; rights come from memberships, which are owned",
    "communities.Person_groups": "comes with Django's permissions; empty, rights are capabilities of roles",
    "communities.Person_user_permissions": "likewise",
    "auth.Group": "likewise",
    "auth.Group_permissions": "likewise",
    "auth.Permission": "names of Django's permissions, no data of anybody",
    "contenttypes.ContentType": "names of models, no data of anybody",
    "sessions.Session": "a login, before a tenant is entered; holds the person's id only",
    "communities.PasswordRecord": "hashes of a person's passwords; he may serve two tenants with one login",
    "mfa.Authenticator": "a person's second factor: he has it before a tenant is entered",
    "usersessions.UserSession": "a login, before a tenant is entered: browser, address, last seen",
    "account.EmailAddress": "comes with the package; empty, nobody logs in by e-mail",
    "account.EmailConfirmation": "likewise",
    "socialaccount.SocialAccount": "comes with the package; empty, a person is matched anew by his user name",
    "socialaccount.SocialApp": "likewise; the one provider is named by the settings",
    "socialaccount.SocialToken": "likewise",
    "axes.AccessAttempt": "failed logins, before a tenant is entered; names as keyed hashes",
    "axes.AccessAttemptExpiration": "likewise",
    "axes.AccessFailureLog": "comes with the package; empty, the door's record is communities.SecurityEvent",
    "axes.AccessLog": "likewise",
    "django_celery_beat.ClockedSchedule": "the clock of the installation: one entry a job, which loops over tenants",
    "django_celery_beat.CrontabSchedule": "likewise",
    "django_celery_beat.IntervalSchedule": "likewise",
    "django_celery_beat.PeriodicTask": "likewise",
    "django_celery_beat.PeriodicTasks": "likewise",
    "django_celery_beat.SolarSchedule": "likewise",
    "guardian.UserObjectPermission": "comes with the package; empty, grants on objects get owned tables of their own",
    "guardian.GroupObjectPermission": "likewise",
    "pghistory.Context": "comes with the package; empty, who and why stand in the owned event rows",
    "pghistory.Events": "comes with the package: no table",
    "pghistory.MiddlewareEvents": "likewise",
}

MODELS = apps.get_models(include_auto_created=True)
OWNED = [model for model in MODELS if issubclass(model, TenantOwned)]
EVENTS = [model for model in MODELS if issubclass(model, OwnedEvent)]
WALLED: list[type[models.Model]] = [*OWNED, *EVENTS]

by_label = pytest.mark.parametrize("model", WALLED, ids=lambda m: m._meta.label)
owned_by_label = pytest.mark.parametrize("model", OWNED, ids=lambda m: m._meta.label)
event_by_label = pytest.mark.parametrize("model", EVENTS, ids=lambda m: m._meta.label)


def rows(sql: str, *parameters: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def test_every_model_is_owned_or_an_event_or_global_with_a_reason() -> None:
    undecided = {model._meta.label for model in MODELS} - {model._meta.label for model in WALLED}
    assert undecided == set(GLOBAL)
    assert all(GLOBAL.values())


def test_an_event_belongs_to_an_owned_model() -> None:
    assert EVENTS
    assert [e for e in EVENTS if not issubclass(e.pgh_tracked_model, TenantOwned)] == []  # type: ignore[attr-defined]


@by_label
def test_security_is_on_and_forced(model: type[models.Model]) -> None:
    found = rows(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
        model._meta.db_table,
    )
    assert found == [(True, True)]


@by_label
def test_policy_is_by_tenant_for_reading_and_writing(model: type[models.Model]) -> None:
    found = rows(
        "SELECT permissive, cmd, roles::text, qual, with_check FROM pg_policies WHERE tablename = %s ORDER BY cmd",
        model._meta.db_table,
    )
    if seals := [policy for policy in found if policy[0] == "RESTRICTIVE"]:  # it only takes away
        assert any(isinstance(wall, Sealed) for wall in model._meta.constraints)
        assert [policy[1:3] for policy in seals] == [("ALL", "{huanju_app}")]
        found = [policy for policy in found if policy not in seals]
    permissive, command, roles, using, check = found[0]
    assert (permissive, command, roles) == ("PERMISSIVE", "ALL", "{public}")
    assert using == check
    assert str(using).startswith("(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'")
    assert " OR " not in str(using).upper()
    if column := getattr(model, "own_rows_of", ""):
        assert found[1][1] == "SELECT"
        assert str(found[1][3]).startswith(f"({column} = ( SELECT (NULLIF(current_setting('app.person_id'")
        found = found[:1]
    if column := getattr(model, "also_read_by", ""):
        assert found[1][1] == "SELECT"  # the other tenant reads, and nothing else
        assert str(found[1][3]).startswith(f"({column} = ( SELECT (NULLIF(current_setting('app.tenant_id'")
        found = found[:1]
    assert len(found) == 1


def test_one_table_is_read_by_two_tenants() -> None:
    assert [model._meta.label for model in WALLED if hasattr(model, "also_read_by")] == [
        "governance.Submission"
    ]


@by_label
def test_tenant_is_required_and_filled_from_the_setting(model: type[models.Model]) -> None:
    [(nullable, default)] = rows(
        "SELECT is_nullable, column_default FROM information_schema.columns "
        "WHERE table_name = %s AND column_name = 'tenant_id'",
        model._meta.db_table,
    )
    assert nullable == "NO"
    if model in OWNED:
        assert "app.tenant_id" in str(default)


@owned_by_label
def test_key_carries_the_tenant(model: type[models.Model]) -> None:
    assert ["tenant_id", "id"] in [columns for _, columns in unique_keys(model)]


@by_label
def test_no_unique_key_spans_tenants(model: type[models.Model]) -> None:
    primary = [model._meta.pk.column]  # type: ignore[union-attr]  # made by a sequence, never chosen by anybody
    leaking = [
        name for name, columns in unique_keys(model) if columns != primary and "tenant_id" not in columns
    ]
    assert leaking == []


@owned_by_label
def test_foreign_keys_to_owned_tables_carry_the_tenant(model: type[models.Model]) -> None:
    owned_tables = {owned._meta.db_table for owned in OWNED}
    keys = rows(
        """SELECT c.confrelid::regclass::text, c.condeferrable,
                  ARRAY(SELECT attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, i)
                        JOIN pg_attribute ON attrelid = c.conrelid AND attnum = n ORDER BY i),
                  ARRAY(SELECT attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, i)
                        JOIN pg_attribute ON attrelid = c.confrelid AND attnum = n ORDER BY i)
           FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = %s::regclass""",
        model._meta.db_table,
    )
    found = {
        (str(table), columns[1]): (deferrable, columns[0], targets)  # type: ignore[index]
        for table, deferrable, columns, targets in keys
        if table in owned_tables
    }
    wanted = {
        (field.related_model._meta.db_table, field.column): (True, "tenant_id", ["tenant_id", "id"])
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, TenantOwned)
    }
    assert found == wanted


@by_label
def test_manager_outside_a_tenant_raises(model: type[models.Model]) -> None:
    with pytest.raises(NoTenant):
        model.objects.all()  # type: ignore[attr-defined]


@event_by_label
def test_history_can_only_be_added_to(model: type[models.Model]) -> None:
    [rights] = rows(
        "SELECT "
        + ", ".join(f"has_table_privilege(%s, '{r}')" for r in ("SELECT", "INSERT", "UPDATE", "DELETE")),
        *[model._meta.db_table] * 4,
    )
    assert rights == (True, True, False, False)


@owned_by_label
def test_tenant_cannot_be_taken_away_from_under_its_rows(model: type[models.Model]) -> None:
    field = model._meta.get_field("tenant")
    assert field.remote_field.model is Tenant  # type: ignore[union-attr]
    assert field.remote_field.on_delete is models.PROTECT  # type: ignore[union-attr]


def unique_keys(model: type[models.Model]) -> list[tuple[object, list[str]]]:
    """(name, columns) of every unique index, exclusion constraints included; an expression counts as no column."""
    return rows(  # type: ignore[return-value]
        """SELECT i.indexrelid::regclass::text,
                  ARRAY(SELECT attname::text FROM unnest(i.indkey::int[]) WITH ORDINALITY k(n, o)
                        JOIN pg_attribute ON attrelid = i.indrelid AND attnum = n ORDER BY o)
           FROM pg_index i WHERE i.indrelid = %s::regclass AND (i.indisunique OR i.indisexclusion)""",
        model._meta.db_table,
    )
