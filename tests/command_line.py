"""A small case of our own for the tests of the command line, and what a command leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INCIDENT = {"type": "Incident", "name": "Nordsystem 2025"}
VENDOR = {"type": "Organization", "name": "Nordsystem", "kind": "company"}
SYSTEM = {"type": "System", "name": "Turlist"}
PAPER = {"url": "https://paper.example/1", "publisher": "Paper", "published": "2025-08-28"}
RADIO = {"url": "https://radio.example/2", "publisher": "Radio", "published": "2025-09-15"}


def organization(name: str, kind: str) -> dict[str, str]:
    """A mention of an organization."""
    return {"type": "Organization", "name": name, "kind": kind}


#: Hit vendor, a user of its system, a spared one, a possible one, a count, and two days for one attack.
CLAIMS: tuple[dict[str, Any], ...] = (
    {"subject": INCIDENT, "predicate": "hit", "object": VENDOR, "source": PAPER},
    {"subject": VENDOR, "predicate": "provides", "object": SYSTEM, "source": PAPER},
    {"subject": organization("Aby", "company"), "predicate": "uses", "object": SYSTEM, "source": PAPER},
    {
        "subject": INCIDENT,
        "predicate": "affected",
        "quantity": {"value": 164, "bound": "at_least", "unit": "municipality"},
        "source": PAPER,
    },
    {"subject": INCIDENT, "predicate": "occurred_on", "value": "2025-08-23", "source": PAPER},
    {"subject": INCIDENT, "predicate": "occurred_on", "value": "2025-08-25", "source": RADIO},
    {"subject": INCIDENT, "predicate": "affected", "object": organization("Aby", "company"), "source": RADIO},
    {
        "subject": INCIDENT,
        "predicate": "affected",
        "object": organization("Kalmar", "municipality"),
        "certainty": "possible",
        "quote": "Kalmar kan vara drabbat.",
        "source": RADIO,
    },
    {
        "subject": INCIDENT,
        "predicate": "affected",
        "object": organization("Ceby", "company"),
        "stance": "denies",
        "source": RADIO,
    },
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer, which must be nothing but JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The answer as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


#: Runs the command with arguments, or writes claims to a file.
Run = Callable[..., Answer]
Write = Callable[..., Path]


def write_lines(path: Path, claims: Sequence[dict[str, Any]]) -> Path:
    """A file of claims as JSON lines."""
    path.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
    return path
