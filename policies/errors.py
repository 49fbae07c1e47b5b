"""What can be wrong with a question or an overlay entry, each with the words for the person who asked."""

from __future__ import annotations

from typing import Any


class QuestionError(Exception):
    """A question that can't be understood. `kind` is the word of the command line's `error` key."""

    kind = "bad_value"

    def __init__(self, key: str, value: Any, message: str, clause: str | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.value = value
        self.message = message
        self.clause = clause

    def as_json(self) -> dict[str, Any]:
        return {
            "error": self.kind,
            "key": self.key,
            "value": self.value,
            "message": self.message,
            "clause": self.clause,
        }


class UnknownRule(QuestionError):
    """No such rule in the rulebook or in the layers it stands on."""

    kind = "unknown_rule"


class UnknownKey(QuestionError):
    """A key, fact path, flag or field that no table names."""

    kind = "unknown_key"


class UnknownId(QuestionError):
    """An id that the rulebook does not have."""

    kind = "unknown_id"


class BadValue(QuestionError):
    """A value of the wrong kind, or out of its range."""

    kind = "bad_value"


class NotAllowed(QuestionError):
    """A value that breaks the rule; `clause` names the clause that stands against it."""

    kind = "not_allowed"


class BadJson(QuestionError):
    """Not JSON, or not a JSON object."""

    kind = "bad_json"


class MissingFile(QuestionError):
    """A file that is not there."""

    kind = "missing_file"
