"""No command says more than the clearance lets its user see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Answer, Run
from planted_secret import DAY, HIDDEN, SEEN, WORD, plant

from kedja import open_graph
from kedja_api.__main__ import main
from kedja_api.command.running import _MODULES

#: Commands that record or serve, and those that look at the whole store as its owner.
_OTHERS = {"demo", "ingest", "extract", "same", "different", "judge", "check", "rebuild", "copy", "token", "serve"}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with its secret; nobody writes to it."""
    path = tmp_path_factory.mktemp("planted") / "planted.db"
    with open_graph(path, create=True) as graph:
        plant(graph)
    return path


@pytest.fixture
def ask(planted: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command on the case."""
    monkeypatch.setenv("KEDJA_STORE", str(planted))

    def call(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        return Answer(code, *capfd.readouterr())

    return call


def _commands() -> Iterator[tuple[str, ...]]:
    """Every command that answers, about each id that is seen and each that is hidden."""
    yield from (("claims",), ("conflicts",), ("review", "--json"), ("search", "file"), ("search", WORD))
    for id in (*SEEN, *HIDDEN):
        yield from (("show", id), ("blast-radius", id), ("timeline", id), ("claims", "--about", id))
        yield from (("conflicts", "--about", id), ("path", "organization/imy", id), ("view", id, "-o", "-"))
    for format in ("claims", "ttl", "graphml"):
        yield "export", "--format", format, "-o", "-"
    yield "cypher", "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r", "--json"
    yield "sparql", "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "--json"


def test_every_command_that_answers_is_tried() -> None:
    assert {command[0] for command in _commands()} == _MODULES.keys() - _OTHERS


def _said(answer: Answer, command: tuple[str, ...]) -> str:
    """All that was printed, without what the command itself said."""
    said = f"{answer.out} {answer.err}".casefold()
    for word in command:
        said = said.replace(word, "")
    return said


@pytest.mark.parametrize("command", list(_commands()), ids=" ".join)
def test_nothing_above_the_clearance_is_printed(ask: Run, command: tuple[str, ...]) -> None:
    low = ask(*command, "--clearance", "CLEAR")
    assert low.code in (0, 1)
    assert WORD not in _said(low, command)
    assert DAY not in low.out


@pytest.mark.parametrize("command", ["claims", "conflicts", "review", "search", "export", "cypher", "sparql"])
def test_the_owner_sees_it(ask: Run, command: str) -> None:
    found = [ask(*each) for each in _commands() if each[0] == command]
    assert any(WORD in answer.out.casefold() for answer in found)


def test_the_environment_sets_it_and_is_checked(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("clear", "TLP:CLEAR"):
        monkeypatch.setenv("KEDJA_CLEARANCE", given)
        assert WORD not in ask("claims").out.casefold()
    monkeypatch.setenv("KEDJA_CLEARANCE", "")
    assert WORD in ask("claims").out.casefold()
    monkeypatch.setenv("KEDJA_CLEARANCE", "purple")
    with pytest.raises(SystemExit) as stopped:
        ask("claims")
    assert stopped.value.code == 2
