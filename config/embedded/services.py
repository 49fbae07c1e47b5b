"""What the keeper publishes about the servers it runs: their addresses, and the passwords behind them."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path


class EmbeddedError(RuntimeError):
    """The embedded services cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class Services:
    """Addresses of the running services. `database_url` is the runtime login, `owner_url` the owner's."""

    database_url: str
    owner_url: str
    redis_url: str

    @staticmethod
    def read(var_dir: Path) -> Services | None:
        """The published addresses; None while nothing is published."""
        try:
            return Services(**json.loads(_published(var_dir).read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def publish(self, var_dir: Path) -> None:
        """Make the addresses known to other processes of the same user."""
        write_private(_published(var_dir), json.dumps(asdict(self), indent=1))

    @staticmethod
    def withdraw(var_dir: Path) -> None:
        """Take the addresses back before the servers stop."""
        _published(var_dir).unlink(missing_ok=True)


@dataclass(frozen=True)
class Passwords:
    """Random passwords of one `var` directory, made once. Hexadecimal: they need no quoting anywhere."""

    superuser: str
    owner: str
    runtime: str
    valkey: str

    @staticmethod
    def load(var_dir: Path) -> Passwords:
        """Read the passwords of this directory, making them the first time."""
        path = var_dir / "passwords.json"
        if not path.exists():
            fresh = {field.name: secrets.token_hex(16) for field in fields(Passwords)}
            write_private(path, json.dumps(fresh, indent=1))
        return Passwords(**json.loads(path.read_text()))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def _published(var_dir: Path) -> Path:
    return var_dir / "services.json"
