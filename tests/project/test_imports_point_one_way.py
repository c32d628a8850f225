"""The packages know each other in one direction: api, ingest, graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_KNOWS = {
    "graph/kedja": {"kedja"},
    "ingest/kedja_ingest": {"kedja", "kedja_ingest"},
    "api/kedja_api": {"kedja", "kedja_ingest", "kedja_api"},
}
_OURS = {"kedja", "kedja_ingest", "kedja_api"}


def _imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("package", _KNOWS)
def test_a_package_imports_only_what_it_may_know(root: Path, package: str) -> None:
    modules = list((root / package).rglob("*.py"))
    assert modules
    imported = {(module, name) for module in modules for name in _imported(module)}
    wrong = [f"{module}: {name}" for module, name in imported if name.split(".")[0] in _OURS - _KNOWS[package]]
    assert not wrong


def test_imports_are_absolute(root: Path) -> None:
    modules = [module for package in _KNOWS for module in (root / package).rglob("*.py")]
    relative = [f"{module}: {name}" for module in modules for name in _imported(module) if name.startswith(".")]
    assert not relative
