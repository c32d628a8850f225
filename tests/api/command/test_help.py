"""--help says what can be typed, at once and without loading the graph."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, _SubParsersAction

import pytest
from command_line import Run

from kedja_api.command.parser import make_parser
from kedja_api.command.running import command_of

_HEAVY = {
    "fastapi",
    "jinja2",
    "kedja",
    "msgspec",
    "networkx",
    "numpy",
    "pandas",
    "rdflib",
    "rich",
    "sqlite3",
    "uvicorn",
}
#: The contract's options, without those that every command has.
_CONTRACT = {
    "demo": {"--no-serve", "--port"},
    "ingest": {"PATH", "--reader", "--map", "--marking"},
    "extract": {"FILE", "--reader"},
    "claims": {"--about", "--predicate", "--source", "--as-of"},
    "search": {"TEXT"},
    "show": {"ID"},
    "blast-radius": {"ID", "--depth", "--as-of", "--without"},
    "conflicts": {"--about"},
    "timeline": {"ID"},
    "path": {"A", "B"},
    "same": {"A", "B"},
    "different": {"A", "B"},
    "view": {"ID", "-o"},
    "export": {"--format", "-o"},
    "serve": {"--host", "--port"},
    "check": set(),
}


def _commands() -> dict[str, ArgumentParser]:
    (found,) = (action for action in make_parser()._actions if isinstance(action, _SubParsersAction))
    return dict(found.choices)


def test_the_help_lists_every_command(run: Run) -> None:
    answer = run("--help")
    assert (answer.code, answer.err) == (0, "")
    assert not [name for name in _commands() if f"\n    {name} " not in answer.out]
    assert "Exit codes: 0 done" in answer.out


@pytest.mark.parametrize("command", _CONTRACT)
def test_a_command_s_help_mentions_the_contract_s_options(run: Run, command: str) -> None:
    answer = run(command, "--help")
    assert (answer.code, answer.err) == (0, "")
    words = answer.out.replace(",", " ").replace("[", " ").replace("]", " ").split()
    assert {*_CONTRACT[command], "--store", "--json", "--quiet"} <= set(words)


@pytest.mark.parametrize("command", sorted(_commands()))
def test_everything_that_can_be_typed_is_explained(command: str) -> None:
    assert not [action.dest for action in _commands()[command]._actions if not action.help]


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_command_can_be_run(command: str) -> None:
    assert callable(command_of(command))


@pytest.mark.parametrize("arguments", [("--help",), ("claims", "--help"), ("nope",), ("claims", "--nope")])
def test_help_and_wrong_usage_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = "import sys; from kedja_api.__main__ import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False, capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "kedja_api.command.parser" in loaded
    assert not loaded & _HEAVY


@pytest.mark.parametrize("arguments", [("search", "x"), ("claims",), ("show", "organization/aby")])
def test_a_question_loads_no_library_that_it_does_not_need(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 0
    code = "import sys; from kedja_api.__main__ import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=False, capture_output=True, text=True)
    assert not set(done.stdout.splitlines()[-1].split()) & {"fastapi", "jinja2", "networkx", "pandas", "rdflib"}
