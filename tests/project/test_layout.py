"""The checkout has the shape that the house rules give it."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

_PACKAGES = ("graph/kedja", "ingest/kedja_ingest", "api/kedja_api")
_VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
_LONGEST_MODULE = 400
_RECIPES = ["demo", "test", "compiled", "test-wheel", "lint", "types", "docs", "notebooks", "bench", "lock", "ci"]


def _modules(root: Path) -> list[Path]:
    return [module for package in _PACKAGES for module in (root / package).rglob("*.py")]


def test_the_wheel_holds_these_packages(settings: dict[str, Any]) -> None:
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(_PACKAGES)


@pytest.mark.parametrize("package", _PACKAGES)
def test_a_package_is_typed(root: Path, package: str) -> None:
    assert (root / package / "__init__.py").is_file()
    assert (root / package / "py.typed").is_file()


def test_no_folder_with_modules_lacks_its_init(root: Path) -> None:
    folders = {module.parent for module in _modules(root)}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


def test_no_module_has_a_vague_name(root: Path) -> None:
    assert not [module for module in _modules(root) if _VAGUE & {module.stem, module.parent.name}]


def test_no_module_is_long(root: Path) -> None:
    lengths = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in _modules(root)}
    assert not {str(module): lines for module, lines in lengths.items() if lines > _LONGEST_MODULE}


def test_public_names_exist_and_are_sorted(root: Path) -> None:
    """Constants first, then classes, then the rest, as ruff's RUF022 has them."""

    def rank(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2), name

    for init in (module for module in _modules(root) if module.name == "__init__.py"):
        source = next(parent for parent in init.parents if parent.name in {"graph", "ingest", "api"})
        package = importlib.import_module(".".join(init.parent.relative_to(source).parts))
        public = getattr(package, "__all__", [])
        assert public == sorted(public, key=rank), package.__name__
        assert all(hasattr(package, name) for name in public), package.__name__


def test_decisions_are_numbered_and_short(root: Path) -> None:
    records = sorted((root / "docs/decisions").glob("*.md"))
    numbers = [re.match(r"\d{4}(?=-)", record.name) for record in records]
    assert all(numbers)
    assert len({number[0] for number in numbers if number}) == len(records)
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 30, record.name
        assert re.search(r"We rejected .+because", text), record.name


def test_make_alone_lists_the_recipes(root: Path) -> None:
    listed = subprocess.run(["make"], cwd=root, check=True, capture_output=True, text=True).stdout
    assert [line.split()[1] for line in listed.splitlines()] == _RECIPES
