"""What can be typed: commands, options and their help. Nothing is imported here that takes time."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_MARKINGS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_FORMATS = ("claims", "ttl", "trig", "jsonld", "graphml", "owl", "shacl")
_RESULTS = ("json", "xml", "csv", "tsv", "ttl", "nt", "jsonld", "rdfxml")
_ENTITY = "an entity's id, as `kedja search` finds it"
_OUTPUT = "where to write; - is standard output"


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="kedja",
        description="A knowledge graph of supply-chain incidents in which every fact is a claim.",
        epilog="Exit codes: 0 done, 1 other, 2 wrong usage, 3 some input was rejected, 4 the store cannot be used.",
    )
    _add_global(parser, top=True)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_demo, _ingest, _extract, _claims, _search, _show, _blast_radius, _conflicts, _timeline, _path):
        add(_Adder(commands))
    for add in (
        _same,
        _different,
        _judge,
        _review,
        _cypher,
        _sparql,
        _view,
        _export,
        _check,
        _rebuild,
        _copy,
        _token,
        _serve,
    ):
        add(_Adder(commands))
    return parser


def _add_global(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """The options that every command has, before and after its name."""

    def default(value: Any) -> Any:
        return value if top else argparse.SUPPRESS

    store = os.environ.get("KEDJA_STORE", "kedja.db")
    group = parser.add_argument_group("for every command")
    group.add_argument(
        "--store",
        default=default(store),
        metavar="STORE",
        help="a file, or neo4j://user:password@host:7687 (KEDJA_STORE, else kedja.db here)",
    )
    group.add_argument(
        "--clearance",
        type=_marking,
        default=default(os.environ.get("KEDJA_CLEARANCE") or None),
        metavar="TLP",
        help="see nothing marked above it (KEDJA_CLEARANCE, else RED: everything)",
    )
    group.add_argument(
        "--wait",
        type=_number(float, 0),
        default=default(60.0),
        metavar="SECONDS",
        help="how long to wait for another writer (default 60)",
    )
    group.add_argument("--json", action="store_true", default=default(False), help="machine-readable answer on stdout")
    group.add_argument("--quiet", action="store_true", default=default(False), help="no progress and no notes")


def _marking(text: str) -> str:
    """A marking of TLP 2.0, in letters of any case, with or without `TLP:` before it."""
    name = text.upper().removeprefix("TLP:")
    if name not in _MARKINGS:
        raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(_MARKINGS)}")
    return name


def _number(kind: type[int] | type[float], least: float, most: float = 1_000_000) -> Callable[[str], float]:
    """A reader of numbers within bounds, which says what they are."""

    def read(text: str) -> float:
        try:
            number = kind(text)
        except ValueError:
            number = kind(-1)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return number

    return read


class _Adder:
    """Adds commands that all have the global options."""

    def __init__(self, commands: Any) -> None:
        self._commands = commands

    def __call__(self, name: str, help: str, *setups: Callable[[argparse.ArgumentParser], None]) -> Any:
        parser = self._commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        for setup in setups:
            setup(parser)
        _add_global(parser, top=False)
        return parser


def _scope(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("scope")
    group.add_argument("--as-of", metavar="DATE", help="only what had been said by that day")
    group.add_argument("--recorded-by", metavar="TIME", help="only what the ledger held by that time")
    group.add_argument(
        "--without", action="append", default=[], metavar="SOURCE", help="leave out a source: its id, address or path"
    )
    group.add_argument(
        "--voices", type=_number(int, 1), default=1, metavar="N", help="independent voices that make a fact sure"
    )
    group.add_argument("--reliability", metavar="A-F", help="least reliability of a source (Admiralty scale)")


def _reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reader", metavar="NAME", help="the reader to use; otherwise recognised from the content")
    parser.add_argument("--map", type=Path, metavar="FILE", help="mapping file for tables of notices")
    parser.add_argument("--marking", choices=_MARKINGS, default="CLEAR", metavar="TLP", help="least TLP marking")
    parser.add_argument("--no-fetch", action="store_true", help="fetch no pages that a feed tells of")


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=_number(int, 0, 65_535), default=8000, help="port to listen on (default 8000)")


def _demo(add: _Adder) -> None:
    parser = add("demo", "build the bundled Miljödata case, print what is known, and serve it", _address, _tokens)
    parser.add_argument("--no-serve", action="store_true", help="end after printing")


def _ingest(add: _Adder) -> None:
    parser = add("ingest", "read files, folders or addresses into the store", _reader)
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder whose files are read, or an address (http, https)"
    )
    parser.add_argument("--watch", action="store_true", help="go on reading what comes or changes, until interrupted")


def _extract(add: _Adder) -> None:
    parser = add("extract", "read a file without storing it; claims as JSON lines", _reader)
    parser.add_argument("file", metavar="FILE", help="the file, or the address, to read")


def _claims(add: _Adder) -> None:
    parser = add("claims", "list claims as JSON lines", _scope)
    parser.add_argument("--about", metavar="ID", help="of this entity, as subject, object or speaker")
    parser.add_argument("--predicate", metavar="P", help="with this predicate")
    parser.add_argument("--source", metavar="SOURCE", help="from this source: its id, address or path")


def _search(add: _Adder) -> None:
    parser = add("search", "find entities by name, quoted words or a source's title")
    parser.add_argument("text", metavar="TEXT", help="words, of which the last may be the beginning of one")
    parser.add_argument(
        "--limit", type=_number(int, 1), default=20, metavar="N", help="most entities to list (default 20)"
    )


def _show(add: _Adder) -> None:
    add("show", "show an entity and its edges", _scope).add_argument("id", metavar="ID", help=_ENTITY)


def _blast_radius(add: _Adder) -> None:
    parser = add("blast-radius", "whom an attack on it reaches: confirmed, possible, excluded, unidentified", _scope)
    parser.add_argument("id", metavar="ID", help="an organization, a system or an incident")
    parser.add_argument(
        "--depth", type=_number(int, 0), metavar="N", help="most steps of supply to follow (default: all)"
    )


def _conflicts(add: _Adder) -> None:
    parser = add("conflicts", "list claims that cannot all be true", _scope)
    parser.add_argument(
        "--about", metavar="ID", help="of this entity and, of an organization, the incidents that hit it"
    )


def _timeline(add: _Adder) -> None:
    parser = add("timeline", "what happened and what was said, in order", _scope)
    parser.add_argument("id", metavar="ID", help=_ENTITY)


def _path(add: _Adder) -> None:
    parser = add("path", "the shortest paths between two entities", _scope)
    parser.add_argument("a", metavar="A", help=_ENTITY)
    parser.add_argument("b", metavar="B", help=_ENTITY)


def _author(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default=os.environ.get("USER", ""), metavar="NAME", help="who judges")
    parser.add_argument("--why", default="", metavar="TEXT", help="the reason")
    parser.add_argument("--undo", action="store_true", help="take the judgement back, which restores what was before")


def _pair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", help=_ENTITY)
    parser.add_argument("b", metavar="B", help=_ENTITY)


def _same(add: _Adder) -> None:
    add("same", "judge that two ids are one thing; B then leads to A", _pair, _author)


def _different(add: _Adder) -> None:
    add("different", "judge that two ids are two things", _pair, _author)


def _judge(add: _Adder) -> None:
    parser = add("judge", "settle a conflict in favour of one of its positions", _author)
    parser.add_argument("conflict", metavar="CONFLICT", help="its id, as `kedja conflicts --json` gives it")
    parser.add_argument("position", nargs="?", default="", metavar="VALUE", help="the value of the position that holds")


def _review(add: _Adder) -> None:
    parser = add("review", "accept, correct or reject what readers found, claim by claim beside the text")
    parser.add_argument(
        "source", nargs="?", metavar="SOURCE", help="only of this source: its id, address or path (default: all)"
    )
    parser.add_argument("--by", default=os.environ.get("USER", ""), metavar="NAME", help="who reviews")
    parser.add_argument("--undo", metavar="CLAIM", help="take back what was decided on the claim with that id")


def _cypher(add: _Adder) -> None:
    parser = add("cypher", "ask in Cypher over the property graph; queries only read", _query)
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter: JSON where it is JSON, else text; may be given often",
    )
    parser.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="how to print the answer (default table)"
    )


def _sparql(add: _Adder) -> None:
    parser = add("sparql", "ask in SPARQL over the RDF dataset; queries only read", _query)
    parser.add_argument(
        "--format",
        choices=("table", *_RESULTS),
        default="table",
        help="how to print the answer (default table): SPARQL results, or RDF for CONSTRUCT and DESCRIBE",
    )


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="the query; - reads it from standard input, @FILE from a file")
    parser.add_argument(
        "--timeout", type=_number(float, 0.001, 3600), default=30.0, metavar="SECONDS", help="its time (default 30)"
    )
    parser.add_argument(
        "--rows", type=_number(int, 1, 10_000_000), default=100_000, metavar="N", help="most rows (default 100,000)"
    )


def _view(add: _Adder) -> None:
    parser = add("view", "write a self-contained network page", _scope)
    parser.add_argument("id", metavar="ID", help=_ENTITY)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.html", help=_OUTPUT)


def _export(add: _Adder) -> None:
    parser = add("export", "write claims or the graph to a file", _scope)
    parser.add_argument("--format", required=True, choices=_FORMATS, help="what to write")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=_OUTPUT)


def _check(add: _Adder) -> None:
    add("check", "verify that every stored byte is what was written")


def _rebuild(add: _Adder) -> None:
    parser = add("rebuild", "make the projections that answer queries anew from the ledger")
    parser.add_argument("--only", choices=("cypher", "sparql"), help="only that of this language")


def _copy(add: _Adder) -> None:
    parser = add("copy", "copy a store into another, or go on with that; also a backup while the store is in use")
    parser.add_argument("source", metavar="FROM", help="a store: a file or neo4j://user:password@host:7687")
    parser.add_argument("target", metavar="TO", help="a store that is empty, or holds a beginning of the first")


def _token(add: _Adder) -> None:
    parser = add("token", "make a token for a caller of the service, with --clearance (CLEAR without it)", _tokens)
    parser.add_argument("name", metavar="NAME", help="who the token is for; one token each")
    parser.add_argument(
        "--scopes", default="read", metavar="SCOPE,…", help="what it is for: read, write, judge, admin (default read)"
    )


def _tokens(parser: argparse.ArgumentParser) -> None:
    tokens = os.environ.get("KEDJA_TOKENS")
    parser.add_argument(
        "--tokens",
        type=Path,
        default=Path(tokens) if tokens else None,
        metavar="FILE",
        help="the service's file of tokens, which holds their hashes alone (KEDJA_TOKENS)",
    )


def _serve(add: _Adder) -> None:
    add("serve", "serve the API and the network pages", _address, _tokens)
