"""Bundled cases: documented incidents as data files that the ordinary readers read."""

from __future__ import annotations

from pathlib import Path

from kedja.errors import NotFoundError

#: Every bundled case by its name, with its folder. Wheels are installed unpacked, so a folder is a path.
CASES: dict[str, Path] = {"miljodata": Path(__file__).parent / "miljodata"}


def case_files(name: str) -> list[Path]:
    """The files of the case that hold claims, in the order of their names; `NotFoundError` for an unknown case."""
    folder = CASES.get(name)
    if folder is None:
        raise NotFoundError("bundled case", name)
    return sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".jsonl"))
