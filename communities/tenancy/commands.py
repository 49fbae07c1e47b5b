"""Commands that a program can call: one JSON object out; exit 0 done, 1 in part or refused, 2 unusable."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

import pghistory
from django.core.management.base import BaseCommand, CommandError, CommandParser

from communities.tenancy.context import enter
from communities.tenancy.doors import Errand, accompanied
from communities.tenancy.models import Tenant

UNUSABLE = 2


class Unusable(Exception):
    """Input or arguments that the command can do nothing with. Nothing has been written."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ObjectCommand(BaseCommand):
    """A command that answers with one object: as JSON on standard output, or in words on standard error."""

    requires_system_checks = []  # standard error belongs to the answer
    words_are_the_product = False  # True: the words go to standard output, for a shell to catch

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        """The object and the exit code; raises `Unusable`. To be written by the command."""
        raise NotImplementedError

    def words(self, answer: dict[str, Any]) -> str:
        """The answer for a person at a terminal."""
        return "\n".join(f"{key}: {_plain(value)}" for key, value in answer.items())

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self._called_from_command_line = False  # mistakes in the arguments are raised, not printed as usage
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            self._refuse(Unusable("bad_arguments", str(error)))

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options.pop("as_json")
        try:
            with pghistory.context(command=self._name(), person_name="命令行"):
                answer, code = self.answer(**options)
        except Unusable as error:
            self._refuse(error)
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        elif self.words_are_the_product:
            self.stdout.write(self.words(answer))
        else:
            self.stderr.write(self.words(answer), self.style.SUCCESS if code == 0 else self.style.WARNING)
        if code:
            sys.exit(code)

    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def _refuse(self, error: Unusable) -> NoReturn:
        said = json.dumps({"error": error.code, "message": error.message}, ensure_ascii=False)
        self.stderr.write(said, lambda text: text)
        sys.exit(UNUSABLE)


class TenantCommand(ObjectCommand):
    """A command about one tenant (`--tenant CODE`): inside it, in one transaction unless it says otherwise."""

    own_transactions = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--tenant", required=True, metavar="CODE")

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        """The object and the exit code; raises `Unusable`. To be written by the command."""
        raise NotImplementedError

    def answer(self, **options: Any) -> tuple[dict[str, Any], int]:
        code = options.pop("tenant")
        tenant = Tenant.objects.filter(code=code).first()
        if tenant is None:
            raise Unusable("unknown_tenant", f"没有代码为 {code} 的租户。")
        errand = Errand("command", self._name(), tenant.pk, own_transactions=self.own_transactions)
        if self.own_transactions:
            with accompanied(errand):
                return self.handle_in_tenant(tenant, **options)
        with enter(tenant.pk), accompanied(errand):
            return self.handle_in_tenant(tenant, **options)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
