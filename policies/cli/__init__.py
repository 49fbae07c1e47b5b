"""The command line: a stable door for clerks who write packs, for tests and for other programs.

Exit codes: 0 an answer, whatever it is, or packs without mistakes; 1 mistakes in a pack; 2 a question that can't be
understood (then standard output is empty and standard error holds one JSON object).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from ..errors import BadJson, BadValue, MissingFile, QuestionError
from ..pack import Pack, PackMistakes, json_schema, load
from ..question import Question
from ..rulebook import Rulebook

ANSWERED, MISTAKES, NOT_UNDERSTOOD = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadValue("arguments", None, f"{self.prog}:{message}")


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except PackMistakes as error:
        print(error, file=sys.stderr)
        return MISTAKES
    except QuestionError as error:
        print(_json(error.as_json()), file=sys.stderr)
        return NOT_UNDERSTOOD


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m policies", description="Ask a rulebook, or check one.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    check = commands.add_parser("check", help="every mistake: file, line, field, sentence")
    check.add_argument("files", nargs="+", metavar="FILE")
    check.set_defaults(run=_check)
    ask = commands.add_parser("ask", help="one JSON answer on standard output")
    ask.add_argument("file", metavar="FILE")
    ask.add_argument("rule", metavar="RULE_ID")
    ask.add_argument("facts", metavar="FACTS.json")
    ask.add_argument("--with", dest="layers", action="append", default=[], metavar="FILE", help="a layer")
    ask.set_defaults(run=_ask)
    open_ = commands.add_parser("unsettled", help="what the tenant must still decide, and what it blocks")
    open_.add_argument("file", metavar="FILE")
    open_.set_defaults(run=_unsettled)
    schema = commands.add_parser("schema", help="JSON Schema of a pack")
    schema.set_defaults(run=_schema)
    return parser


def _check(options: argparse.Namespace) -> int:
    """Report on every file; mistakes go to standard output, one a line: file:line: field: sentence."""
    code = ANSWERED
    for path in options.files:
        _exists(path)
    for path in options.files:
        try:
            pack = _load(path)
        except PackMistakes as error:
            print("\n".join(map(str, error.mistakes)))
            code = MISTAKES
        else:
            print(f"{path}: 没有错误({pack.id} {pack.version[:12]})")
    return code


def _ask(options: argparse.Namespace) -> int:
    pack = _load(options.file)
    layers = [_load(path) for path in options.layers]
    question = Question.from_text(_read(options.facts))
    print(_json(Rulebook(pack, layers).ask(options.rule, question).as_json()))
    return ANSWERED


def _unsettled(options: argparse.Namespace) -> int:
    pack = _load(options.file)
    items = [entry.as_json() for entry in Rulebook(pack).unsettled()]
    print(_json({"pack": pack.id, "version": pack.version, "items": items}))
    return ANSWERED


def _schema(_: argparse.Namespace) -> int:
    print(_json(json_schema()))
    return ANSWERED


def _exists(path: str) -> None:
    if not Path(path).is_file():
        raise MissingFile("file", path, f"没有文件 {path}")


def _load(path: str) -> Pack:
    _exists(path)
    try:
        return load(path)
    except OSError as error:
        raise MissingFile("file", path, f"不能读取 {path}:{error.strerror}") from None


def _read(path: str) -> str:
    _exists(path)
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MissingFile("file", path, f"不能读取 {path}:{error.strerror}") from None
    except UnicodeDecodeError:
        raise BadJson("", None, f"{path} 不是UTF-8编码") from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
