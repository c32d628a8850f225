"""Entities, edges, claims and conflicts as pandas data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kedja.belief import Belief, Conflict, Entity, Position
from kedja.belief.quantity import in_words, limits
from kedja.calendar import last_day, precision
from kedja.claim import IDENTIFIERS, Claim, Quantity
from kedja.errors import UsageError
from kedja.ledger import Recorded, Selection
from kedja.ontology import Bound, Certainty, Reliability, Stance, Status
from kedja.projection.property_graph.making import review_properties

if TYPE_CHECKING:
    import pandas

_CLAIMS = (
    "id subject predicate object value number bound unit lower upper qualifiers stance certainty speaker voice "
    "said_on precision recorded_at repeats quote source publisher url reliability review"
).split()
_ENTITIES = ["id", "type", "name", "kind", "aliases", *IDENTIFIERS]
_EDGES = (
    "id subject predicate target qualifiers status certainty support claims against first_said last_said derived"
).split()
_CONFLICTS = "id subject predicate target kind value voices claims judgement".split()

#: Closed vocabularies, in the order of their scale where they have one: surest or most reliable first.
_WORDS = {"bound": Bound, "certainty": Certainty, "reliability": Reliability, "stance": Stance, "status": Status}
_SCALES = frozenset({"certainty", "reliability", "status"})
_TYPES = {
    **dict.fromkeys(("number", "lower", "upper"), "float64"),
    **dict.fromkeys(("support", "voices"), "int64"),
    **dict.fromkeys(("said_on", "first_said", "last_said"), "datetime64[s]"),
    "recorded_at": "datetime64[us, UTC]",
    "derived": "bool",
}


class Tables:
    """Data frames of what holds in the belief's scope; needs the extra `pandas`, or raises `UsageError`.

    The columns are the same however little there is to show. Days and times are of pandas' own types,
    the words of closed vocabularies are categories, and a scale is ordered with its surest or most
    reliable step first. `qualifiers` holds a dict: `claims.qualifiers.str.get("via")` is a column of one of them.
    """

    def __init__(self, belief: Belief) -> None:
        try:
            import pandas
        except ImportError as error:
            raise UsageError("tables need pandas: install kedja[pandas]") from error
        self._pandas = pandas
        self._belief = belief

    def claims(self) -> pandas.DataFrame:
        """A row a claim: ids of subject, object, speaker and voice, and what was said, when, by whom, where.

        `voice` is that of the claim which this one repeats, if it does. `said_on` is the last day that the
        date can mean, `precision` whether it was a day, a month or a year. `lower` and `upper` are the limits
        of a quantity as its speaker gave them; `upper` is empty where the quantity is open. `review` is accepted or
        rejected where somebody reviewed the claim; a rejected one is behind no edge.
        """
        self._belief.edges()  # reads every claim in the scope, and with it whose voice it is
        recorded = self._belief.ledger.claims(Selection(scope=self._belief.scope))
        rows = ({**_claim_row(r, self._belief.voice(r.claim.id)), "review": self._review(r.claim)} for r in recorded)
        return self._frame(rows, _CLAIMS)

    def _review(self, claim: Claim) -> str | None:
        review: str | None = review_properties(self._belief.decided.reviews.get(claim.id)).get("review")
        return review

    def entities(self) -> pandas.DataFrame:
        """A row an entity at an end of some edge, with a column for each scheme of identifiers."""
        ends = {end for edge in self._belief.edges() for end in (edge.subject, edge.target)}
        nodes = self._belief.nodes(id for id in ends if not id.startswith(("group/", "value/")))
        return self._frame((_entity_row(node) for node in nodes.values() if isinstance(node, Entity)), _ENTITIES)

    def edges(self) -> pandas.DataFrame:
        """A row a believed edge, those derived from others included; see `kedja.belief.Edge`."""
        edges = self._belief.edges(derived=True)
        return self._frame(({name: getattr(edge, name) for name in _EDGES} for edge in edges), _EDGES)

    def conflicts(self) -> pandas.DataFrame:
        """A row a position of a conflict, with the number of independent voices that hold it."""
        conflicts = self._belief.conflicts()
        return self._frame((_position_row(c, p) for c in conflicts for p in c.positions), _CONFLICTS)

    def _frame(self, rows: Iterable[dict[str, Any]], columns: list[str]) -> pandas.DataFrame:
        found = list(rows)
        # None for what is missing, and objects where there is no row: pandas would else make columns of numbers.
        cells = {name: [row.get(name) for row in found] for name in columns}
        frame = self._pandas.DataFrame(cells, dtype=None if found else object)
        return frame.astype({name: self._type(name) for name in columns if name in _WORDS or name in _TYPES})

    def _type(self, name: str) -> Any:
        if name in _WORDS:
            return self._pandas.CategoricalDtype([word.value for word in _WORDS[name]], ordered=name in _SCALES)
        return _TYPES[name]


def _claim_row(recorded: Recorded, voice: str) -> dict[str, Any]:
    claim = recorded.claim
    own = ("id", "predicate", "value", "stance", "certainty", "recorded_at", "repeats", "quote")
    return {
        **{name: getattr(claim, name) for name in own},
        **_quantity_cells(claim.quantity),
        **_source_cells(claim),
        "subject": recorded.subject,
        "object": recorded.object,
        "speaker": recorded.speaker,
        "voice": voice,
        "qualifiers": {k: in_words(v) if isinstance(v, Quantity) else v for k, v in claim.qualifiers.items()},
        "said_on": last_day(claim.said_on) if claim.said_on else None,
        "precision": precision(claim.said_on) if claim.said_on else None,
    }


def _quantity_cells(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return {}
    lower, upper = limits(quantity)
    return {"number": quantity.value, "bound": quantity.bound, "unit": quantity.unit, "lower": lower, "upper": upper}


def _source_cells(claim: Claim) -> dict[str, Any]:
    source = claim.source
    return {"source": source.id, **{name: getattr(source, name) for name in ("publisher", "url", "reliability")}}


def _entity_row(entity: Entity) -> dict[str, Any]:
    own = {"id": entity.id, "type": entity.type.value, "name": entity.name, "aliases": entity.aliases}
    return {**own, "kind": entity.kind and entity.kind.value, **entity.identifiers}


def _position_row(conflict: Conflict, position: Position) -> dict[str, Any]:
    of = {name: getattr(conflict, name) for name in ("id", "subject", "predicate", "target", "kind", "judgement")}
    return {**of, "value": position.value, "voices": position.voices, "claims": position.claims}
