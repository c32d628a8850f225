"""What holds, how surely, who says so: from claims to edges, groups and conflicts."""

from __future__ import annotations

from kedja.belief.belief import Belief
from kedja.belief.model import Conflict, Edge, Entity, Group, Position, Scope, Statement, Target, Value
from kedja.belief.quantity import Interval, in_words, interval, limits
from kedja.belief.standing import Standing, standing

__all__ = [
    "Belief",
    "Conflict",
    "Edge",
    "Entity",
    "Group",
    "Interval",
    "Position",
    "Scope",
    "Standing",
    "Statement",
    "Target",
    "Value",
    "in_words",
    "interval",
    "limits",
    "standing",
]
