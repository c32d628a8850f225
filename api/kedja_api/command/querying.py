"""`kedja cypher` and `kedja sparql`: questions in a query language."""

from __future__ import annotations

import csv
import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kedja.errors import InputError, UsageError
from kedja.query import Limits, Table
from kedja_api.command.asking import asked_graph
from kedja_api.command.output import Output
from kedja_api.command.table import table


def run_cypher(args: Namespace, out: Output) -> int:
    """The answer to a Cypher query."""
    query, parameters = query_text(args.query), dict(map(_parameter, args.param))
    with asked_graph(args) as graph:
        answer = graph.cypher(query, parameters, limits=limits_of(args))
    show_table(answer, "json" if out.json else args.format, out)
    return 0


def run_sparql(args: Namespace, out: Output) -> int:
    """The answer to a SPARQL query, with --json in the form of `kedja cypher`, else in the format asked for."""
    query, limits = query_text(args.query), limits_of(args)
    with asked_graph(args) as graph:
        if out.json or args.format == "table":
            show_table(graph.sparql(query, limits=limits), "json" if out.json else "table", out)
        else:
            out.raw(graph.write_sparql(query, args.format, limits=limits).body)
    return 0


def limits_of(args: Namespace) -> Limits:
    """What the query may cost."""
    return Limits(seconds=args.timeout, rows=args.rows)


def query_text(given: str) -> str:
    """The query: as given, from standard input (-), or from a file (@FILE)."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given[1:], f"cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"--param {text!r}: must be NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def show_table(answer: Table, format: str, out: Output) -> None:
    """Prints the table as JSON, as CSV (RFC 4180, lists and objects as JSON), or laid out for people."""
    if format == "json":
        out.answer({"items": list(answer), "total": len(answer), "columns": list(answer.columns)})
    elif format == "csv":
        out.text(_csv(answer))
    else:
        rows = [[_readable(value) for value in row] for row in answer.rows]
        out.show(table("", answer.columns, rows))
        out.note(f"{len(answer):,} row{'' if len(answer) == 1 else 's'}")


def _csv(answer: Table) -> Iterator[str]:
    for row in (answer.columns, *answer.rows):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([_flat(value) for value in row])
        yield line.getvalue()


def _flat(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _readable(value: object) -> object:
    """A cell for people: nodes by their name, relationships by their type, lists in a row."""
    if isinstance(value, dict) and "labels" in value:
        found = value["properties"]
        return f"({':'.join(value['labels'])} {found.get('name') or value['id']})"
    if isinstance(value, dict) and {"type", "start", "end"} <= value.keys():
        return f"[{value['type']}]"
    if isinstance(value, dict) and value.keys() == {"nodes", "relationships"}:
        return _path(value)
    if isinstance(value, list):
        return ", ".join(str(_readable(member)) for member in value)
    return _flat(value)


def _path(path: dict[str, list[dict[str, Any]]]) -> str:
    parts = [str(_readable(path["nodes"][0]))] if path["nodes"] else []
    for before, edge, node in zip(path["nodes"], path["relationships"], path["nodes"][1:], strict=False):
        forward = edge["start"] == before["id"]
        parts.append(f"{'-' if forward else '<-'}{_readable(edge)}{'->' if forward else '-'}{_readable(node)}")
    return "".join(parts)
