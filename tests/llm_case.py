"""A report of our own, a claim that its text bears out, and the reader on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from model_server import Behaviour, Model, model

from kedja.claim import Claim
from kedja.ontology import Marking
from kedja_ingest import ReadOptions, Rejected, extract
from kedja_ingest.llm import LlmReader

TEXT = """url: https://paper.example/1
publisher: The Paper
date: 2025-08-28
title: Nordsystem attacked

Nordsystem, which makes the system Turlist, was attacked on Saturday 23 August.
At least twenty-five municipalities are affected,
says Anna Berg, head of security at Nordsystem.

The attackers demanded 1.5 bitcoin. Kalmar may be affected. Kalmar has reported
the incident to the Data Office.
"""

INCIDENT = {"type": "Incident", "name": "Nordsystem", "kind": None}


def found(**more: Any) -> dict[str, Any]:
    """A claim as the strict schema has it: that Nordsystem was hit; fields may be given anew."""
    fields: dict[str, Any] = {
        "subject": INCIDENT,
        "predicate": "hit",
        "object": {"type": "Organization", "name": "Nordsystem", "kind": "company"},
        "value": None,
        "quantity": None,
        "qualifiers": None,
        "stance": "asserts",
        "certainty": "stated",
        "speaker": None,
        "quote": "was attacked on Saturday 23 August",
    }
    return {**fields, **more}


def counted(value: float, **more: Any) -> dict[str, Any]:
    """A claim that so many municipalities were affected."""
    quantity = {"value": value, "bound": "at_least", "unit": "municipality", "upper": None}
    quote = "At least twenty-five municipalities are affected"
    return found(predicate="affected", object=None, **{"quantity": quantity, "quote": quote, **more})


def dated(value: str, **more: Any) -> dict[str, Any]:
    """A claim that it occurred on the day."""
    return found(predicate="occurred_on", object=None, **{"value": value, **more})


def read(
    folder: Path, behaviour: Behaviour, text: str = TEXT, marking: Marking = Marking.CLEAR, **limits: Any
) -> tuple[list[Claim], list[Rejected], Model]:
    """What the reader makes of the text when the model behaves like that."""
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    with model(behaviour) as server:
        items = list(extract(path, LlmReader(server.settings(**limits)), ReadOptions(), marking))
    claims = [item for item in items if isinstance(item, Claim)]
    return claims, [item for item in items if isinstance(item, Rejected)], server
