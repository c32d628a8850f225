"""The forms in which an answer is written."""

from __future__ import annotations

from dataclasses import dataclass

from kedja.errors import UsageError
from kedja.query.sparql.guard import Form

#: Forms that give rows, and forms that give triples.
ROWS = (Form.SELECT, Form.ASK)
TRIPLES = (Form.CONSTRUCT, Form.DESCRIBE)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write answers: its name, its media type, and the query forms whose answers it can hold."""

    name: str
    media_type: str
    forms: tuple[Form, ...]


_FORMATS = (
    Format("json", "application/sparql-results+json", ROWS),
    Format("xml", "application/sparql-results+xml", ROWS),
    Format("csv", "text/csv", ROWS),
    Format("tsv", "text/tab-separated-values", ROWS),
    Format("ttl", "text/turtle", TRIPLES),
    Format("nt", "application/n-triples", TRIPLES),
    Format("jsonld", "application/ld+json", TRIPLES),
    Format("rdfxml", "application/rdf+xml", TRIPLES),
)

#: Every format by its name; the first that a form has is its default.
FORMATS: dict[str, Format] = {each.name: each for each in _FORMATS}


def format_for(form: Form, name: str | None = None) -> Format:
    """The format of that name, or the form's default; `UsageError` when it cannot hold the form's answers."""
    fitting = {each.name: each for each in _FORMATS if form in each.forms}
    if name is None:
        return next(iter(fitting.values()))
    if name not in fitting:
        raise UsageError(f"the answer to {form} has no format {name!r}; it has {', '.join(fitting)}")
    return fitting[name]
