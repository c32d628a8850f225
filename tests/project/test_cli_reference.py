"""docs/cli.md is what the command line's parser says."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_reference import commands, reference

from kedja_api.command.parser import make_parser


def test_the_reference_is_what_the_parser_says(root: Path) -> None:
    written = (root / "docs/cli.md").read_text(encoding="utf-8")
    assert written == reference(), "renew it: python scripts/cli_reference.py docs/cli.md"


def test_every_command_and_option_stands_in_it() -> None:
    text = reference()
    found = dict(commands(make_parser()))
    assert len(found) >= 17
    for name, command in found.items():
        options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
        assert f"\n## {name}\n" in text
        assert not [option for option in options if f"{option} " not in text and f"{option}`" not in text]


def test_it_is_the_same_in_any_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference()
    monkeypatch.setenv("KEDJA_STORE", "other.db")
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("COLUMNS", "40")
    assert reference() == before
