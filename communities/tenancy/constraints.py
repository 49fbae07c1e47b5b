"""Database constraints that Django lacks: row-level security, and foreign keys that carry the tenant.

Both are `BaseConstraint`s: `makemigrations` sees them, writes them and takes them away like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.backends.ddl_references import Statement
from django.db.models.constraints import BaseConstraint

if TYPE_CHECKING:
    from django.db.models import Model

Quote = Callable[[str], str]

TENANT_SQL = "(SELECT nullif(current_setting('app.tenant_id', true), '')::bigint)"
PERSON_SQL = "(SELECT nullif(current_setting('app.person_id', true), '')::bigint)"


class SqlConstraint(BaseConstraint):
    """A constraint made and removed by SQL of its own; nothing to validate in Python."""

    def create_statements(self, model: type[Model], quote: Quote) -> list[str]:
        raise NotImplementedError

    def remove_statements(self, model: type[Model], quote: Quote) -> list[str]:
        raise NotImplementedError

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statements, at once."""
        return _joined(self.create_statements(model, schema_editor.quote_name))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return _joined(self.remove_statements(model, schema_editor.quote_name))

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing stands inside CREATE TABLE; the statements follow it."""
        schema_editor.deferred_sql.append(_joined(self.create_statements(model, schema_editor.quote_name)))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SqlConstraint):
            return type(self) is type(other) and self.deconstruct() == other.deconstruct()
        return NotImplemented

    __hash__ = BaseConstraint.__hash__


def _joined(statements: list[str]) -> Statement:
    return Statement("; ".join(statements).replace("%", "%%"))


class RowSecurity(SqlConstraint):
    """Forced row-level security by tenant: without a tenant, or with another, the row does not exist.

    `own_rows_of` names a column that holds a person: that person may read the row before a tenant is entered.
    `also_read_by` names a column that holds another tenant: it may read the row, and only read it.
    """

    def __init__(self, *, name: str, own_rows_of: str = "", also_read_by: str = "") -> None:
        super().__init__(name=name)
        self.own_rows_of = own_rows_of
        self.also_read_by = also_read_by

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        if self.own_rows_of:
            kwargs["own_rows_of"] = self.own_rows_of
        if self.also_read_by:
            kwargs["also_read_by"] = self.also_read_by
        return path, args, kwargs

    def create_statements(self, model: type[Model], quote: Quote) -> list[str]:
        table = quote(model._meta.db_table)
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {quote(self.name)} ON {table} "
            f"USING (tenant_id = {TENANT_SQL}) WITH CHECK (tenant_id = {TENANT_SQL})",
        ]
        statements.extend(
            f"CREATE POLICY {quote(self.name + suffix)} ON {table} FOR SELECT USING ({quote(column)} = {reader})"
            for suffix, column, reader in self._readers
        )
        return statements

    @property
    def _readers(self) -> list[tuple[str, str, str]]:
        """(suffix of the policy's name, column, who is compared with it) of those who may read beside the tenant."""
        readers = [("_own", self.own_rows_of, PERSON_SQL), ("_also", self.also_read_by, TENANT_SQL)]
        return [reader for reader in readers if reader[1]]

    def remove_statements(self, model: type[Model], quote: Quote) -> list[str]:
        table = quote(model._meta.db_table)
        statements = [f"DROP POLICY {quote(self.name)} ON {table}"]
        statements.extend(
            f"DROP POLICY {quote(self.name + suffix)} ON {table}" for suffix, _, _ in self._readers
        )
        return [*statements, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]


class TenantForeignKey(SqlConstraint):
    """`(tenant_id, column)` references `(tenant_id, id)` of the target: a row can't point into another tenant.

    The plain foreign key of PostgreSQL bypasses row-level security and would accept it. Deferrable, as Django's own.
    """

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def create_statements(self, model: type[Model], quote: Quote) -> list[str]:
        field: Any = model._meta.get_field(self.field)  # a foreign key: the metaclass names no other
        target = field.remote_field.model
        return [
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY (tenant_id, {quote(field.column)}) "
            f"REFERENCES {quote(target._meta.db_table)} (tenant_id, id) DEFERRABLE INITIALLY DEFERRED"
        ]

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """At the end of the migration: the target's key may come later in it. Now there is nothing to do."""
        self.constraint_sql(model, schema_editor)
        return Statement("SELECT 1")

    def remove_statements(self, model: type[Model], quote: Quote) -> list[str]:
        return [f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"]
