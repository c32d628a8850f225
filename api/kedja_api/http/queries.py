"""Query parameters: what each kind of route takes, checked before it runs; any other parameter is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kedja import Graph, make_scope
from kedja.calendar import last_day
from kedja.ledger import Scope
from kedja.ontology import PREDICATES, EntityType, Reliability
from kedja_api.http.paging import Turn

MOST_ITEMS = 500
_LONGEST_ID = 200


def _is_date(text: str) -> str:
    last_day(text)
    return text


def _is_time(text: str) -> str:
    try:
        datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a time such as 2025-09-01T12:00:00Z (write + as %2B)") from None
    return text


def _is_predicate(text: str) -> str:
    if text not in PREDICATES:
        raise ValueError(f"{text!r} is not a predicate of the ontology: {', '.join(PREDICATES)}")
    return text


_Date = Annotated[str, AfterValidator(_is_date), Field(max_length=10, examples=["2025-08-28"])]
_Time = Annotated[str, AfterValidator(_is_time), Field(max_length=40, examples=["2025-09-01T12:00:00Z"])]
_Id = Annotated[str, Field(max_length=_LONGEST_ID, examples=["organization/miljodata"])]
_Predicate = Annotated[
    str, AfterValidator(_is_predicate), Field(examples=["affected"], json_schema_extra={"enum": list(PREDICATES)})
]

EntityId = Annotated[
    str, Path(max_length=_LONGEST_ID, description="The id of an entity.", examples=["organization/miljodata"])
]
IncidentId = Annotated[
    str, Path(max_length=_LONGEST_ID, description="The id of an incident.", examples=["incident/miljodata-2025"])
]


class Nothing(BaseModel):
    """No parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Moment(Nothing):
    """Until when what was said, and what was recorded, counts."""

    as_of: _Date | None = Field(None, description="Only what had been said by the end of that day, month or year.")
    recorded_by: _Time | None = Field(None, description="Only what the ledger held by that time.")


class Read(Moment):
    """What every read of what was recorded takes."""

    def scope(self) -> Scope:
        """The scope that the parameters describe."""
        return make_scope(as_of=self.as_of, recorded_by=self.recorded_by)


class Ask(Moment):
    """What every question about what holds takes."""

    without: list[_Id] = Field([], max_length=100, description="Sources whose claims are left out.")
    voices: int = Field(1, ge=1, le=100, description="Independent voices that make a fact sure.")
    reliability: Reliability | None = Field(None, description="Least reliability of a source (Admiralty scale).")

    def within(self, graph: Graph) -> Scope:
        """The scope that the parameters describe; `NotFoundError` for a source that is not there to be left out."""
        for source in self.without:
            graph.ledger.source(source)
        return make_scope(
            as_of=self.as_of,
            recorded_by=self.recorded_by,
            without=tuple(self.without),
            voices=self.voices,
            reliability=self.reliability,
        )


class Paged(BaseModel):
    """What every list takes."""

    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="The most items to give.")
    cursor: str | None = Field(None, max_length=2_000, description="`next` of the page before.")

    def turn(self, name: str, *form: type) -> Turn:
        """The page of the list with that name, whose keys have parts of these types."""
        return Turn(name, form, self.cursor, self.limit)


class ReadList(Read, Paged):
    """A list of what was recorded."""


class AskList(Ask, Paged):
    """A list of what holds."""


class EntityList(ReadList):
    """A list of entities."""

    q: str | None = Field(None, max_length=200, description="Words of a name, a quote or a source's title.")
    type: EntityType | None = Field(None, description="Only entities of this type.")


class ClaimList(ReadList):
    """A list of claims."""

    about: _Id | None = Field(None, description="Of this entity, as subject, object or speaker.")
    predicate: _Predicate | None = Field(None, description="With this predicate.")
    source: _Id | None = Field(None, description="From this source.")


class ConflictList(AskList):
    """A list of conflicts."""

    about: _Id | None = Field(None, description="About this entity and, of an organization, what hit it.")


class BlastRadiusAsk(Ask):
    """The question whom an attack reaches."""

    depth: int | None = Field(None, ge=0, description="Most steps of supply to follow; without it the service's most.")


class PathAsk(Ask):
    """The question how two entities hang together."""

    a: _Id = Field(description="The id of one end.")
    b: _Id = Field(description="The id of the other end.")


def no_parameters(_query: Annotated[Nothing, Query()]) -> None:
    """A dependency of routes that take no parameters: any is refused."""


ReadQuery = Annotated[Read, Query()]
AskQuery = Annotated[Ask, Query()]
ReadListQuery = Annotated[ReadList, Query()]
AskListQuery = Annotated[AskList, Query()]
EntityListQuery = Annotated[EntityList, Query()]
ClaimListQuery = Annotated[ClaimList, Query()]
ConflictListQuery = Annotated[ConflictList, Query()]
BlastRadiusQuery = Annotated[BlastRadiusAsk, Query()]
PathQuery = Annotated[PathAsk, Query()]
