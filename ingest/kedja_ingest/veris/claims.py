"""From a VERIS record to its claims, as `vocabulary.toml` and docs/veris.md say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kedja.claim import Claim, Mention, Quantity, Source, Speaker
from kedja.errors import ClaimError
from kedja.ontology import Certainty, EntityType, Stance
from kedja_ingest.veris.days import after, written
from kedja_ingest.veris.record import Raw, Record, words
from kedja_ingest.veris.vocabulary import Said, country, kind_of, named, region, state, vocabulary

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: So many characters of the victim's name stand in the incident's.
_HEAD = 120

#: A claim with the field of the record that it comes from.
Drafts = Iterator[tuple[str, Claim]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What all claims of a record share."""

    record: Record
    raw: Raw
    said: Said
    content: dict[str, Any] = field(default_factory=dict)

    def claim(self, predicate: str, certainty: Certainty = Certainty.STATED, **content: Any) -> Claim:
        """A claim about the incident, no surer than the record is of itself."""
        return Claim(**self.content | {"predicate": predicate, "certainty": self._at_most(certainty)} | content)

    def harm(self, predicate: str, said: Said | None = None, **content: Any) -> Claim:
        """A claim about harm, which a near miss or a false positive denies."""
        said = said or self.said
        denied = Stance.DENIES in (said.stance, self.said.stance)
        return self.claim(predicate, said.certainty, stance=Stance.DENIES if denied else said.stance, **content)

    def _at_most(self, certainty: Certainty) -> Certainty:
        return max(certainty, self.said.certainty, key=list(Certainty).index)


def reading(record: Record, raw: Raw, source: Source) -> Reading:
    """How the record speaks; `ClaimError` when it says so in words that VERIS does not have."""
    said = _word("security_incident", record.security_incident, vocabulary().confirmation)
    if record.confidence:
        surest = _word("confidence", record.confidence, vocabulary().confidence)
        certainty = max(said.certainty, surest, key=list(Certainty).index)
        said = Said(stance=said.stance, certainty=certainty, other=said.other)
    content = {"subject": _incident(record), "source": source, "speaker": _speaker(record), "said_on": _said_on(record)}
    return Reading(record, raw, said, content)


def _word(place: str, word: str, table: dict[str, Any]) -> Any:
    if word not in table:
        raise ClaimError(place, f"{word!r} is not one of {', '.join(table)}")
    return table[word]


def _incident(record: Record) -> Mention:
    """The incident under its victim, its year and its id: nothing else tells two incidents of a victim apart."""
    id = record.incident_id.strip()
    code, aliases = (id[:8], (f"VERIS {id}",)) if _UUID.match(id) else (id, ())
    victim = (record.victim.victim_id or "").strip()[:_HEAD]
    head = f"{victim} {record.timeline.incident.year}" if named(victim) else str(record.timeline.incident.year)
    return Mention(type=EntityType.INCIDENT, name=f"{head}, VERIS {code}", aliases=aliases)


def _speaker(record: Record) -> Speaker | None:
    coder = record.source_id
    if not coder or not named(coder):
        return None
    name = vocabulary().coders.get(coder, coder)
    return Speaker(name=name, type=EntityType.ORGANIZATION, organization=name)


def _said_on(record: Record) -> str | None:
    """The day on which the record was last changed, where it says so."""
    found = _DAY.match(record.plus.modified or record.plus.created or "")
    return found[0] if found else None


def _victim(r: Reading) -> Drafts:
    """The victim: affected where the record says that it was hit through a partner."""
    name = (r.record.victim.victim_id or "").strip()
    if named(name):
        yield "victim.victim_id", r.harm(_reach(r), object=_organization(r), quote=_quote(r.record))


def _reach(r: Reading) -> str:
    partner = r.record.actor.partner is not None or any(vector.startswith("Partner") for vector in r.raw.vectors())
    return "affected" if partner else "hit"


def _organization(r: Reading) -> Mention:
    victim = r.record.victim
    name = (victim.victim_id or "").strip()
    return Mention(type=EntityType.ORGANIZATION, name=name, kind=kind_of(victim.industry))


def _quote(record: Record) -> str | None:
    """The summary, as the words of the one who coded the record."""
    return (record.summary or "").strip() or None if _speaker(record) else None


def _secondary(r: Reading) -> Drafts:
    """Victims behind the victim: those that are named, and their number."""
    secondary = r.record.victim.secondary
    if secondary is None:
        return
    for name in words(secondary.victim_id):
        if named(name):
            mention = Mention(type=EntityType.ORGANIZATION, name=name)
            yield "victim.secondary.victim_id", r.harm("affected", object=mention)
    if secondary.amount:
        quantity = Quantity(value=secondary.amount, unit="organization")
        yield "victim.secondary.amount", r.harm("affected", quantity=quantity)


def _effects(r: Reading) -> Drafts:
    """What the incident did, each effect once and as surely as any row of the table says."""
    found: dict[str, tuple[str, Certainty]] = {}
    disclosure = _disclosed(r)
    for row in vocabulary().effects:
        present = set(r.raw.words(row.path))
        if not (present & row.words if row.words else present) or (row.disclosure and disclosure not in row.disclosure):
            continue
        if row.effect not in found or row.certainty.strong:
            found[row.effect] = (row.path, row.certainty)
    for effect, (path, certainty) in found.items():
        yield path, r.harm("caused", Said(stance=Stance.ASSERTS, certainty=certainty), value=effect)


def _disclosed(r: Reading) -> str | None:
    data = r.record.attribute.confidentiality
    return data.data_disclosure if data else None


def _exposed(r: Reading) -> Drafts:
    """The categories of data, by what is said of their disclosure; nothing where nothing is said of it."""
    data = r.record.attribute.confidentiality
    if data is None or data.data_disclosure is None:
        return
    place = "attribute.confidentiality"
    said = _word(f"{place}.data_disclosure", data.data_disclosure, vocabulary().disclosure)
    for variety in dict.fromkeys(item.variety for item in data.data):
        if named(variety):
            name = vocabulary().data.get(variety, variety.lower())
            mention = Mention(type=EntityType.DATA_CATEGORY, name=name)
            yield f"{place}.data", r.harm("exposed", said, object=mention)
    yield from _concerned(r, said)


def _concerned(r: Reading, said: Said) -> Drafts:
    """Whose data it is, and how many records; the number stands beside them only where they are of one kind."""
    data = r.record.attribute.confidentiality
    assert data is not None
    place = "attribute.confidentiality"
    quantity = Quantity(value=data.data_total, unit="record") if data.data_total else None
    subjects = words(data.data_victim, ",")
    mentions = [
        Mention(type=EntityType.DATA_SUBJECTS, name=vocabulary().subjects.get(word, word.lower()))
        for word in subjects
        if named(word)
    ]
    single = len(mentions) == len(subjects) == 1
    for mention in mentions:
        yield f"{place}.data_victim", r.harm("concerned", said, object=mention, quantity=quantity if single else None)
    if quantity and not single:
        yield f"{place}.data_total", r.harm("concerned", said, quantity=quantity)


def _days(r: Reading) -> Drafts:
    """When it occurred, was discovered and was made known."""
    if not r.said.other:
        return
    timeline, told = r.record.timeline, r.record.plus.timeline.notification
    if occurred := written(timeline.incident, "timeline.incident"):
        yield "timeline.incident", r.claim("occurred_on", value=occurred)
        if timeline.discovery and (discovered := after(timeline.incident, timeline.discovery)):
            yield "timeline.discovery", r.claim("discovered_on", discovered[1], value=discovered[0])
    if told and (disclosed := written(told, "plus.timeline.notification")):
        yield "plus.timeline.notification", r.claim("disclosed_on", value=disclosed)


def _actors(r: Reading) -> Drafts:
    """Attackers that have a name; an id of another record is none."""
    external = r.record.actor.external
    if external is None or not r.said.other:
        return
    for name in words(external.name):
        if named(name) and not _UUID.match(name):
            mention = Mention(type=EntityType.THREAT_ACTOR, name=name)
            yield "actor.external.name", r.claim("attributed_to", object=mention)


def _seats(r: Reading) -> Drafts:
    """Where the victim has its seat: country and state, or the region where no country is known."""
    victim = r.record.victim
    if not named(victim.victim_id):
        return
    codes = words(victim.country)
    found = {name: "victim.country" for code in codes if (name := country(code))}
    if name := state(victim.state, codes):
        found[name] = "victim.state"
    if not found and (name := region(words(victim.region, ","))):
        found[name] = "victim.region"
    for name, place in found.items():
        seat = Mention(type=EntityType.PLACE, name=name)
        yield place, r.claim("located_in", subject=_organization(r), object=seat)


#: The parts of a record, each of which may be at fault by itself.
PARTS: tuple[Callable[[Reading], Drafts], ...] = (
    _victim,
    _secondary,
    _days,
    _effects,
    _exposed,
    _actors,
    _seats,
)
