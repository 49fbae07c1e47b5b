"""Which keys the encrypted columns of the database use, and writing them anew under the current key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from communities.privacy import keys
from communities.privacy.fields import EncryptedField, decrypt, encrypt

BATCH = 500


@dataclass(frozen=True)
class EncryptedColumn:
    """A column of ciphertexts; one of `is_history` is never written again."""

    model: type[Model]
    field: EncryptedField
    is_history: bool

    @property
    def name(self) -> str:
        """table.column, quoted nowhere: both come from our own models."""
        return f"{self.model._meta.db_table}.{self.field.column}"


def columns(*, is_owned: bool) -> Iterator[EncryptedColumn]:
    """Every encrypted column of the installation; `is_owned`: of tables that belong to tenants."""
    for model in apps.get_models():
        owned = any(field.name == "tenant" for field in model._meta.fields)
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedField) and owned == is_owned:
                yield EncryptedColumn(model, field, bool(getattr(model, "is_history", False)))


def counts(column: EncryptedColumn) -> dict[str, int]:
    """Rows by the id of their key (`?`: no ciphertext at all), as far as this transaction may see them."""
    quote = connection.ops.quote_name
    name = quote(str(column.field.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CASE WHEN {name} ~ '^[a-z0-9]{{1,16}}:' THEN split_part({name}, ':', 1) ELSE '?' END, count(*)"  # noqa: S608 - both names come from our own models
            f" FROM {quote(column.model._meta.db_table)} WHERE {name} IS NOT NULL AND {name} <> '' GROUP BY 1"
        )
        return {str(key): int(count) for key, count in cursor.fetchall()}


def rotate(column: EncryptedColumn) -> int:
    """Write the column's current rows anew under the current key, in the transaction open or in small ones; how many.

    A row that was changed meanwhile is left: it has the current key already. Raises `UnknownKey`, `Unreadable`.
    """
    current = keys.current()
    quote = connection.ops.quote_name
    table, name = quote(column.model._meta.db_table), quote(str(column.field.column))
    turned, last = 0, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {name} FROM {table} WHERE id > %s AND {name} IS NOT NULL AND {name} <> ''"  # noqa: S608 - both names come from our own models
                f" AND split_part({name}, ':', 1) <> %s ORDER BY id LIMIT %s FOR UPDATE",
                [last, current, BATCH],
            )
            rows = cursor.fetchall()
            for pk, stored in rows:
                text = decrypt(stored, purpose=column.field.purpose)
                cursor.execute(
                    f"UPDATE {table} SET {name} = %s WHERE id = %s",  # noqa: S608 - both names come from our own models
                    [encrypt(text, purpose=column.field.purpose), pk],
                )
        if not rows:
            return turned
        turned, last = turned + len(rows), rows[-1][0]
