"""Entities, edges, claims and conflicts as pandas data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kedja.belief import Belief
from kedja.errors import UsageError
from kedja.ledger import Selection

if TYPE_CHECKING:
    import pandas


class Tables:
    """Data frames of what holds in the belief's scope; needs the extra `pandas`, or raises `UsageError`."""

    def __init__(self, belief: Belief) -> None:
        try:
            import pandas
        except ImportError as error:
            raise UsageError("tables need pandas: install kedja[pandas]") from error
        self._pandas = pandas
        self._belief = belief

    def claims(self) -> pandas.DataFrame:
        """A row a claim: ids of subject, object, speaker and voice, and what was said, when, by whom, where."""
        rows = []
        for r in self._belief.ledger.claims(Selection(scope=self._belief.scope)):
            claim = r.claim
            rows.append(
                {
                    "id": claim.id,
                    "subject": r.subject,
                    "predicate": claim.predicate,
                    "object": r.object,
                    "value": claim.value,
                    "number": claim.quantity.value if claim.quantity else None,
                    "bound": claim.quantity.bound.value if claim.quantity else None,
                    "unit": claim.quantity.unit if claim.quantity else None,
                    "stance": claim.stance.value,
                    "certainty": claim.certainty.value,
                    "speaker": r.speaker,
                    "voice": r.voice,
                    "publisher": claim.source.publisher,
                    "url": claim.source.url,
                    "reliability": claim.source.reliability and claim.source.reliability.value,
                    "said_on": claim.said_on,
                    "recorded_at": claim.recorded_at,
                    "quote": claim.quote,
                }
            )
        return self._pandas.DataFrame(rows)

    def entities(self) -> pandas.DataFrame:
        """A row an entity at an end of some edge."""
        belief = self._belief
        ends = {end for edge in belief.edges() for end in (edge.subject, edge.target)}
        named = {id for id in ends if not id.startswith(("group/", "value/"))}
        return self._pandas.DataFrame([msgspec.to_builtins(node) for node in belief.nodes(named).values()])

    def edges(self) -> pandas.DataFrame:
        """A row a believed edge."""
        edges = self._belief.edges(derived=True)
        return self._pandas.DataFrame([msgspec.to_builtins(edge) for edge in edges])

    def conflicts(self) -> pandas.DataFrame:
        """A row a position of a conflict."""
        found = self._belief.conflicts()
        rows = [
            {"id": c.id, "subject": c.subject, "predicate": c.predicate, "kind": c.kind, **msgspec.to_builtins(p)}
            for c in found
            for p in c.positions
        ]
        return self._pandas.DataFrame(rows)
