"""No file names the address of a package index: every client uses the one that it is set up with."""

from __future__ import annotations

import re
from pathlib import Path

# In pieces, so that this file does not hold them either.
_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("maven", "org"),
        ("golang", "org"),
        ("debian", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
        ("gcr", "io"),
        ("anaconda", "org"),
    )
]
_OPTIONS = re.compile(r"--(?:extra-)?index-url[ =]|--find-links[ =]https?:")


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace").lower()


def test_no_file_names_a_registry(files: list[Path]) -> None:
    assert len(files) > 20
    assert not [(str(path), host) for path in files for host in _HOSTS if host in _text(path)]


def test_no_file_chooses_an_index(files: list[Path]) -> None:
    assert not [str(path) for path in files if path != Path(__file__) and _OPTIONS.search(_text(path))]


def test_the_lock_records_versions_and_markers_only(root: Path) -> None:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    form = re.compile(r"[a-z0-9.\-]+==[a-z0-9.+!]+( ; .+)?")
    assert lines
    assert not [line for line in lines if not form.fullmatch(line)]
