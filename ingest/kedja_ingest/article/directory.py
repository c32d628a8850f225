"""The named things of one article: which names mean the same, and of what type each is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.candidates import Candidate
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.forms import Forms, institutions, tails
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import AUTHORITIES, World

_TYPES: Final = {
    Kind.PERSON: EntityType.PERSON,
    Kind.ACTOR: EntityType.THREAT_ACTOR,
    Kind.SYSTEM: EntityType.SYSTEM,
    Kind.PLACE: EntityType.PLACE,
}
# Languages in which the towns of the register are not likely to mean something else.
_LOCAL: Final = ("sv",)
# As much evidence shows a product for sure: "the program X".
_SURE: Final = 2
# "RepairHub": where a company or a product could stand, it rather is a product.
COINED: Final = re.compile(r"\A[A-Z][a-z]+[A-Z][a-z]+\Z")
_BY_SORT: Final = {"authority": Kind.AUTHORITY, "media": Kind.MEDIA, "place": Kind.PLACE, "org": Kind.ORG}


@dataclass(slots=True)
class Entry:
    """One thing with all its names in the text, the fullest first."""

    names: list[str]
    kind: Kind = Kind.ORG
    organization: OrganizationKind | None = None

    def mention(self) -> Mention:
        """The thing as claims name it."""
        type = _TYPES.get(self.kind, EntityType.ORGANIZATION)
        kind = self.organization if type is EntityType.ORGANIZATION else None
        return Mention(type=type, name=self.names[0], aliases=tuple(self.names[1:]), kind=kind)


@dataclass(slots=True)
class Directory:
    """The entries by every name.

    `evidence` counts what showed the type of a name; `speakers` do what only people and organizations do. `parties`
    are names that something happened to: an attacked newspaper passes nothing on. `impersonal` are said to be things.
    """

    vocabulary: Vocabulary
    world: World
    entries: dict[str, Entry] = field(default_factory=dict)
    evidence: dict[str, Counter[Kind]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[str, OrganizationKind] = field(default_factory=dict)
    speakers: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    impersonal: set[str] = field(default_factory=set)
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        self.forms = Forms(self.vocabulary.language, self.world)

    def find(self, name: str) -> Entry | None:
        """The entry that the name belongs to."""
        return self.entries.get(name)

    def fill(self, candidates: Iterable[Candidate]) -> None:
        """Makes the entries.

        Given as alias, beginning of one longer name, or last name of one person: the same thing.
        """
        found = list(candidates)
        # In the order of the text: which names are joined first must not depend on the order of a set.
        ordered = dict.fromkeys(name for c in found for name in (c.text, c.alias) if name)
        groups, sure = _Groups(ordered), set(ordered)
        for candidate in found:
            if candidate.alias:
                groups.join(candidate.text, candidate.alias)
        self._join_known(groups, sure)
        self._join_parts(groups, list(ordered))
        for names in groups.all():
            entry = self._entry(names)
            self.entries.update(dict.fromkeys(names, entry))

    def _join_known(self, groups: _Groups, names: set[str]) -> None:
        by_register: dict[tuple[str, ...], str] = {}
        for name in sorted(names):
            if known := self.world.find(name):
                groups.join(by_register.setdefault(known.names, name), name)

    def _join_parts(self, groups: _Groups, names: list[str]) -> None:
        """Joins "Acme" to "Acme Motors", "Post" to "Daily Post" and "Jones" to "Mary Jones", if only one fits."""
        longer, bodies = self._longer(names), institutions(self.vocabulary.language)
        # The longer first: once "Acme Motors" is joined to "Acme Motors Ltd", only one fits "Acme".
        for name in sorted(longer.keys() & set(names), key=lambda name: (-len(name), name)):
            if name.casefold() in matters(self.vocabulary.language):
                # "Information" that begins a sentence is no short form of an "Information Commissioner".
                continue
            if name in bodies:
                # "The Department" is the first that was named.
                longer[name] = {next(other for other in names if other in longer[name])}
            roots = {groups.root(other) for other in longer[name]}
            kinds = {self._kind([other]) for other in longer[name]} - {Kind.SYSTEM} or {Kind.SYSTEM}
            local = self.vocabulary.language in _LOCAL and name in self.world.municipalities
            # "Lund" is the last name of somebody, or a town, but no short form of its university.
            if (
                len(roots) == 1
                and (not local or kinds == {Kind.PERSON})
                and kinds != {Kind.SYSTEM}
                and not self._product_of(name, longer[name])
                and not self.world.find(name)
            ):
                groups.join(roots.pop(), name)

    def _longer(self, names: list[str]) -> dict[str, set[str]]:
        """The longer names that a beginning or a last word may be short for."""
        longer: dict[str, set[str]] = defaultdict(set)
        last, bodies = tails(self.vocabulary.language), institutions(self.vocabulary.language)
        for name in names:
            parts = name.split(" ")
            for length in range(1, len(parts)):
                longer[" ".join(parts[:length]).rstrip(",")].add(name)
            if len(parts) > 1 and (parts[-1] in bodies or parts[-1].casefold() not in last):
                # "The Hospital of Lund" is no longer name of Lund.
                # And a local desk is no longer name of its town.
                medium = self.world.find(" ".join(parts[:-1]))
                local = medium is not None and medium.sort == "media"
                if not (local or re.fullmatch(self.vocabulary.forms["sited"], f" {parts[-2]} ")):
                    longer[parts[-1]].add(name)
            elif len(parts) > 1 and self.forms.kind_of(name) is OrganizationKind.MUNICIPALITY:
                # "Lund" of "Lunds kommun"
                longer[" ".join(parts[:-1]).removesuffix(self.vocabulary.forms["possession"])].add(name)
        return longer

    def _product_of(self, name: str, companies: set[str]) -> bool:
        """True for a system that its company is called after: "Acme" of "Acme Ltd"."""
        formal = all(self.world.is_legal_form(other.rpartition(" ")[2]) for other in companies)
        return formal and self.evidence[name][Kind.SYSTEM] > self.evidence[name][Kind.ORG] + 1

    def _entry(self, names: list[str]) -> Entry:
        # A name in capitals comes from a heading, unless it is an abbreviation.
        ordered = sorted(names, key=lambda name: (name.isupper() and " " in name, -len(name), name))
        kind = self._kind(names)
        organization = self._organization(names) if kind not in _TYPES else None
        if kind is Kind.ORG and organization in AUTHORITIES:
            kind = Kind.AUTHORITY
        return Entry(ordered, kind, organization)

    def _kind(self, names: list[str]) -> Kind:
        """What the register says, else what the text shows, else what the names look like."""
        known = self._known_kind(names)
        if known:
            return known
        counts = self._plausible(names)
        if counts:
            return max(counts, key=counts.__getitem__)
        if self.impersonal.isdisjoint(names) and any(map(self.forms.personal, names)):
            return Kind.PERSON
        if all(map(self.world.is_town, names)):
            return Kind.PLACE
        return Kind.MEDIA if OrganizationKind.MEDIA in map(self.forms.kind_of, names) else Kind.ORG

    def _plausible(self, names: list[str]) -> dict[Kind, int]:
        """What the text shows, without what the names or other evidence speak against."""
        counts = self._counts(names)
        # A company may be named as its product is, "Acme software"; a product does not speak, but tells and shows.
        doubtful = counts.get(Kind.SYSTEM, 0) < _SURE or Kind.ORG in counts
        speaks = not self.speakers.isdisjoint(names)
        refuted = {
            Kind.SYSTEM: doubtful and speaks,
            # A town that says or buys something is its administration.
            Kind.PLACE: speaks,
            # "Our administrator, Acme Benefits" is a company, whatever its title.
            Kind.PERSON: any(map(self.forms.formal, names))
            or all(map(self.forms.worded, names))
            # "The school, Jones said" shows no thing where "Mary Jones" has a title.
            or not (self.impersonal.isdisjoint(names) or any(map(self.forms.christened, names))),
            # Who is told is a medium, or an authority.
            Kind.MEDIA: any(self.forms.kind_of(name) in AUTHORITIES for name in names),
        }
        return {kind: count for kind, count in counts.items() if not refuted.get(kind)}

    def _known_kind(self, names: list[str]) -> Kind | None:
        for name in names:
            if known := self.world.find(name):
                struck = known.sort == "media" and not self.parties.isdisjoint(names)
                civic = known.sort == "place" and any(self._administers(name) for name in names)
                return Kind.ORG if struck or civic else _BY_SORT[known.sort]
            if self.world.actors.match(name):
                return Kind.ACTOR
        local = self.vocabulary.language in _LOCAL and all(map(self._place, names))
        return Kind.PLACE if local else None

    def _counts(self, names: list[str]) -> dict[Kind, int]:
        """The evidence for all of the names; a sum of counters is slow."""
        counts: dict[Kind, int] = {}
        for name in names:
            for kind, count in self.evidence[name].items() if name in self.evidence else ():
                if count > 0:
                    counts[kind] = counts.get(kind, 0) + count
        shown = (self.kinds.get(name) or self.forms.kind_of(name) for name in names) if Kind.SYSTEM in counts else ()
        if any(kind and (kind is not OrganizationKind.MEDIA or counts[Kind.SYSTEM] < _SURE) for kind in shown):
            # "Acme" is no program where "Acme AB" or "the company Acme" is named; "the app Daily Post" is one.
            del counts[Kind.SYSTEM]
        if Kind.PLACE in counts and any(self.forms.kind_of(name) for name in names):
            # "Acme" is no place where "Acme County Hospital" is named.
            del counts[Kind.PLACE]
        return counts

    def _administers(self, name: str) -> bool:
        """True for a city that stands for its administration or its airport."""
        return name in self.kinds or Kind.ORG in self._counts([name])

    def _place(self, name: str) -> bool:
        """True for a town, unless the text speaks of its administration or of somebody who is called so."""
        shown = self.kinds.get(name) is not None or self._counts([name]).keys() & {Kind.PERSON, Kind.SYSTEM, Kind.ORG}
        return name in self.world.municipalities and not shown

    def _organization(self, names: list[str]) -> OrganizationKind | None:
        medium = self._kind(names) is Kind.MEDIA
        for name in names:
            if (known := self.world.find(name)) and known.sort != "place":
                struck = known.sort == "media" and self._kind(names) is Kind.ORG
                return OrganizationKind.COMPANY if struck else known.kind
            if medium:
                return OrganizationKind.MEDIA
            if name in self.kinds:
                return self.kinds[name]
        return next(filter(None, map(self.forms.kind_of, names)), None)


class _Groups:
    """Names that belong together, as a forest (union-find without ranks: an article has few names)."""

    def __init__(self, names: Iterable[str]) -> None:
        self.parent = {name: name for name in names}

    def root(self, name: str) -> str:
        while self.parent[name] != name:
            self.parent[name] = self.parent[self.parent[name]]
            name = self.parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        self.parent.setdefault(one, one)
        self.parent.setdefault(other, other)
        self.parent[self.root(other)] = self.root(one)

    def all(self) -> Iterable[list[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for name in self.parent:
            members[self.root(name)].append(name)
        return members.values()


@lru_cache(maxsize=4)
def matters(language: str) -> frozenset[str]:
    """Nouns for data."""
    return frozenset(load_vocabulary(language).lists["nouns"]["data"]["heads"])
