"""README.md shows true output, and names only commands and files that there are."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from readme import Block, blocks, normal, outputs, renewed

_ROOT = Path(__file__).resolve().parents[2]
_TEXT = (_ROOT / "README.md").read_text(encoding="utf-8")
_DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docker-compose.yml")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return outputs(_TEXT, tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize("block", blocks(_TEXT), ids=lambda block: block.command)
def test_output_is_what_the_command_prints(block: Block, printed: Mapping[str, str]) -> None:
    assert normal(block.output) == normal(printed[block.command])
    assert block.output.strip()


def test_first_screen_shows_the_two_commands() -> None:
    first_screen = _TEXT[: _TEXT.index("\n## ")]
    shown = re.findall(r"^\$ (make .+)\n(?!```)", first_screen, re.MULTILINE)
    assert shown == ["make demo SERVE=0", "make test"]
    assert re.search(r"\d+ passed", first_screen)
    assert not re.search(r"\d+ (failed|skipped|error)", first_screen)


def test_linked_files_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", _TEXT) if "://" not in link]
    assert links
    assert not [link for link in links if not (_ROOT / link).exists()]


def _named(pattern: str) -> set[str]:
    texts = [(_ROOT / document).read_text(encoding="utf-8") for document in _DOCUMENTS]
    return {name for text in texts for name in re.findall(pattern, text, re.MULTILINE)}


def test_named_recipes_exist() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = set(re.findall(r"^([a-z-]+):.* ## ", makefile, re.MULTILINE))
    named = _named(r"(?:`|^\$ |^ {4})make ([a-z-]+)")
    assert {"demo", "test"} <= named <= recipes


@pytest.mark.parametrize("command", sorted(_named(r"(?:`|^\$ )kedja ([a-z-]+)")))
def test_named_commands_exist(command: str) -> None:
    asked = subprocess.run([sys.executable, "-m", "kedja_api", command, "--help"], check=False, capture_output=True)
    assert asked.returncode == 0


def test_renewing_keeps_an_output_that_differs_in_time_only() -> None:
    old = "<!-- run: a -->\n```text\n$ a\nread in 2.1 s\n```\n<!-- run: b -->\n```text\n1 claim\n```\n"
    new = renewed(old, {"a": "read in 3.0 s\n", "b": "2 claims\n"})
    assert new == old.replace("1 claim", "2 claims")
