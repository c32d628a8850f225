"""The machine that is measured on, and the table that a measurement prints."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path


def machine() -> str:
    """One line: processor, cores, memory, system, Python, SQLite."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = (
        _processor(),
        f"{len(os.sched_getaffinity(0))} cores",
        f"{memory:.0f} GiB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    )
    return ", ".join(parts)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; all but the first column hold numbers.

    >>> print(table(["what", "s"], [["one", 1.0]]))
    | what | s |
    |---|--:|
    | one | 1.0 |
    """
    lines = [columns, *rows]
    text = ["| " + " | ".join(map(str, line)) + " |" for line in lines]
    text.insert(1, "|---|" + "--:|" * (len(columns) - 1))
    return "\n".join(text)


def seconds(value: float) -> str:
    """A time in the unit in which it is read.

    >>> seconds(0.0421), seconds(2.5)
    ('42.1 ms', '2.50 s')
    """
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


if __name__ == "__main__":
    print(machine(), file=sys.stdout)
