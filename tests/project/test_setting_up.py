"""The scripts behind `make demo` and `make test` find what a machine has, or say what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from chromium import find_chromium
from playwright.sync_api import Page

_TOOLS = ("awk", "cut", "dirname", "id", "sh", "sort", "tail")


def _python(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def _listed(root: Path, *pythons: Path | str) -> list[list[str]]:
    command = ["sh", "scripts/pythons.sh", *map(str, pythons)]
    lines = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.split(" ", 1) for line in lines]


def test_pythons_are_listed_oldest_first_and_once(root: Path) -> None:
    versions = [tuple(map(int, version.split("."))) for version, _ in _listed(root)]
    assert versions == sorted(set(versions))
    assert versions[0] >= (3, 11)


def test_a_python_that_does_not_start_or_is_too_old_is_not_listed(root: Path, tmp_path: Path) -> None:
    shim = _python(tmp_path / "shim", "echo 'not active' >&2; exit 127")
    old = _python(tmp_path / "old", "exit 0")  # as an older Python, it prints nothing
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert [found for found, _ in _listed(root, shim, old, sys.executable, "/no/such/python")] == [version]


def test_without_a_usable_python_the_set_up_says_what_to_do(root: Path, tmp_path: Path) -> None:
    for tool in _TOOLS:
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    ended = subprocess.run(
        [tmp_path / "sh", root / "scripts/make_venv.sh", tmp_path / "venv"],
        env={"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert "Python 3.11 or newer" in ended.stderr
    assert not (tmp_path / "venv").exists()


def test_the_browser_that_is_named_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chromium = _python(tmp_path / "chromium", "exit 0")
    monkeypatch.delenv("KEDJA_BROWSER", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert find_chromium() == chromium
    monkeypatch.setenv("KEDJA_BROWSER", "/opt/chrome")
    assert find_chromium() == Path("/opt/chrome")


def test_the_browser_renders_a_page(page: Page) -> None:
    page.set_content("<p id=p></p><script>document.getElementById('p').textContent = 1 + 1</script>")
    assert page.inner_text("#p") == "2"


@pytest.mark.parametrize("present", [True, False])
def test_tests_of_foreign_data_are_left_out_where_it_is_absent(root: Path, tmp_path: Path, present: bool) -> None:
    tests = tmp_path / "kedja" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(root / "tests/conftest.py", tests)
    (tests / "test_it.py").write_text("def test_it(shared): assert shared.is_dir()\n", encoding="utf-8")
    if present:
        (tmp_path / "shared" / "data").mkdir(parents=True)
    command = ["-m", "pytest", "-p", "no:cacheprovider", "-c", str(root / "pyproject.toml"), str(tests)]
    out = subprocess.run([sys.executable, *command], cwd=tests, check=False, capture_output=True, text=True).stdout
    assert ("1 passed" if present else "1 deselected") in out
