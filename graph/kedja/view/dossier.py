"""What the panel tells of nodes, edges and conflicts: the claims with speaker, source and quote."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from kedja.belief.model import Conflict, Edge, Entity, Group, Target
from kedja.claim import Claim, Source
from kedja.ontology import PREDICATES, Marking
from kedja.view.model import Neighbourhood
from kedja.view.standing import disputed, is_disputed
from kedja.view.wording import qualifier, said, speaker

Record = dict[str, Any]


def dossier(view: Neighbourhood) -> Record:
    """Everything behind the drawing: `about` the nodes, the `statements`, their `claims`, `sources`, `conflicts`."""
    shown = {claim.source.id: claim.source for claim in view.claims.values()}
    open_claims = disputed(view)
    return {
        "about": {id: _about(node) for id, node in sorted(view.entities.items())},
        "statements": {edge.id: _statement(edge, open_claims) for edge in view.drawn},
        "claims": {id: _claim(claim) for id, claim in sorted(view.claims.items())},
        "sources": {id: _source(source) for id, source in sorted(shown.items())},
        "conflicts": [_conflict(conflict, view) for conflict in sorted(view.conflicts, key=_open_first)],
    }


def _about(node: Target) -> Record:
    if isinstance(node, Group):
        return _filled(text=node.text, members=list(node.identified))
    if not isinstance(node, Entity):
        return _filled(text=node.text)
    return _filled(aliases=list(node.aliases), identifiers=node.identifiers, merged=list(node.merged))


def _statement(edge: Edge, open_claims: frozenset[str]) -> Record:
    return _filled(
        subject=edge.subject,
        predicate=PREDICATES[edge.predicate].label,
        target=edge.target,
        status=edge.status,
        certainty=edge.certainty,
        support=edge.support,
        claims=list(edge.claims),
        against=list(edge.against),
        qualifiers={name: str(value) for name, value in sorted(edge.qualifiers.items())},
        first=str(edge.first_said or ""),
        last=str(edge.last_said or ""),
        derived=edge.derived,
        disputed=is_disputed(edge, open_claims),
    )


def _claim(claim: Claim) -> Record:
    return _filled(
        says=said(claim),
        stance=claim.stance,
        certainty=claim.certainty,
        speaker=speaker(claim.speaker),
        said_on=claim.said_on,
        quote=claim.quote,
        repeats=claim.repeats,
        marking=claim.marking if claim.marking is not Marking.CLEAR else None,
        qualifiers={name: qualifier(value) for name, value in sorted(claim.qualifiers.items())},
        source=claim.source.id,
    )


def _source(source: Source) -> Record:
    title = source.title or source.publisher or source.url or source.path
    return _filled(
        title=title or "a source without a title",
        publisher=source.publisher if source.publisher != title else None,
        published=source.published,
        reliability=source.reliability,
        url=link(source.url),
    )


def link(url: str | None) -> str | None:
    """The address when it is one of the web's, else nothing: a page never links to `javascript:` or to a file."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _open_first(conflict: Conflict) -> tuple[bool, str, str, str]:
    return conflict.judgement is not None, conflict.subject, conflict.predicate, conflict.id


def _conflict(conflict: Conflict, view: Neighbourhood) -> Record:
    subject = view.entities.get(conflict.subject)
    label = PREDICATES[conflict.predicate].label if conflict.predicate in PREDICATES else conflict.predicate
    return _filled(
        id=conflict.id,
        subject=conflict.subject,
        heading=f"{subject.name if isinstance(subject, Entity) else conflict.subject}: {label}",
        kind=conflict.kind,
        judged=conflict.judgement is not None,
        positions=[
            {"value": side.value, "claims": list(side.claims), "voices": side.voices} for side in conflict.positions
        ],
    )


def _filled(**fields: Any) -> Record:
    """The fields that hold something: thousands of empty ones would make the page heavy."""
    return {name: value for name, value in fields.items() if value}
