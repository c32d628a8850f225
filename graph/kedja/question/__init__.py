"""Questions: blast radius, timeline and paths over what holds."""

from __future__ import annotations

from kedja.question.blast_radius import BlastRadius, blast_radius
from kedja.question.path import Link, Path, paths
from kedja.question.reach import Step
from kedja.question.reached import Reached
from kedja.question.timeline import Entry, describe, timeline
from kedja.question.unidentified import Unidentified

__all__ = [
    "BlastRadius",
    "Entry",
    "Link",
    "Path",
    "Reached",
    "Step",
    "Unidentified",
    "blast_radius",
    "describe",
    "paths",
    "timeline",
]
