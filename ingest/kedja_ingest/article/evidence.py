"""What sentences show of the types of names, counted into the directory."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kedja.ontology import OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import COINED, Directory
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.patterns import words
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.words import load_words

_TYPES: Final = {
    "ThreatActor": Kind.ACTOR,
    "System": Kind.SYSTEM,
    "Person": Kind.PERSON,
    "Media": Kind.MEDIA,
    "Place": Kind.PLACE,
    "Organization": Kind.ORG,
    "Employer": Kind.ORG,
}


# Nothing of this is what shows by its form that it is an organization or a town.
_LIKELY: Final = ("System", "Person")
_PRODUCTS: Final = ("System", "Product")
# Whose something is, within so many characters before it.
_OWNER: Final = re.compile(r"([^\W\d_][\w.-]*(?: [A-ZÅÄÖ]\w+)*)['’]s \Z")
_REACH: Final = 30
# Where a name stands is told by the words within so many characters before it.
_WITHIN: Final = 60


def weigh(one: Passage, directory: Directory) -> None:
    """Counts what the passage shows: by the rules of the language, by what a name stands in, and by its neighbours."""
    for rule in directory.vocabulary.rules["name"].matching(one.skeleton.shown):
        for match in rule.matches(one.skeleton.text, one.skeleton.begins):
            for chunk in one.skeleton.chunks_in(match["x"]):
                if not (rule.content["type"] in _PRODUCTS and _of_place(one.text, chunk, directory)):
                    _note(directory, chunk.text, rule.content["type"])
    for chunk in one.chunks:
        if chunk.kind is Kind.NAME:
            _weigh_name(chunk, one.text, directory)
    for left, right in zip(one.chunks, one.chunks[1:], strict=False):
        _weigh_pair(left, right, one, directory)


def _weigh_name(chunk: Chunk, text: str, directory: Directory) -> None:
    """What a name's first word shows, or what stands right before it."""
    language, name = directory.vocabulary.language, chunk.text
    first = max(0, chunk.start - _WITHIN)
    if civic_pattern(language).match(text, chunk.start, chunk.end - len(name)):
        _organization(directory, name, OrganizationKind.MUNICIPALITY)
    if _honoured(language).search(text, first, chunk.start):
        directory.evidence[name][Kind.PERSON] += 2
    elif " " in name and phrases(language).heads[Kind.SYSTEM].fullmatch(name.partition(" ")[0].lower()):
        # "Vårdportalen Min Hälsa"
        _note(directory, name, "System")
    elif directory.world.is_town(name) and _located(language).search(text, first, chunk.start):
        directory.evidence[name][Kind.PLACE] += 2
    elif " " not in name and (around := _around(language)) and around.search(text, first, chunk.start):
        _count(directory, name, Kind.PLACE, int(_placeable(name, directory)))


def _of_place(text: str, chunk: Chunk, directory: Directory) -> bool:
    """True for "Milan's Acme", which is nothing that Milan makes."""
    owner = _OWNER.search(text, max(0, chunk.start - _REACH), chunk.start)
    known = directory.world.find(owner[1]) if owner else None
    return known is not None and known.sort == "place"


def _note(directory: Directory, name: str, shown: str) -> None:
    if shown == "Speaker":
        directory.speakers.add(name)
    elif shown == "Party":
        directory.parties.add(name)
    elif shown == "Impersonal":
        directory.impersonal.add(name)
    elif shown == "Place" and re.search(directory.vocabulary.forms["demonymic"], name):
        # "The Californian firm Acme"
        return
    elif shown == "Employer" and (known := directory.world.find(name)) and known.sort == "place":
        # "Nebraska's attorney general Mary Jones"
        return
    elif shown == "Product":
        coined = COINED.search(name) is not None and directory.forms.kind_of(name) is None
        _count(directory, name, Kind.SYSTEM, int(coined))
    elif shown not in _LIKELY or (directory.forms.kind_of(name) is None and name not in directory.world.municipalities):
        directory.evidence[name][_TYPES[shown]] += 1


def _weigh_pair(left: Chunk, right: Chunk, one: Passage, directory: Directory) -> None:
    """Appositions: "the security firm X", "X software", "the platform X", "X, a program", "the system (X)"."""
    if Kind.NAME not in (left.kind, right.kind):
        return
    gap = one.text[left.end : right.start]
    vocabulary = directory.vocabulary
    products = vocabulary.lists["nouns"]["systems"]["product"]
    if left.kind is Kind.GROUP and left.definite and right.kind is Kind.NAME and gap == " ":
        # "The airports Eastham and Weston" are no systems.
        directory.evidence[right.text][Kind.ORG] += 2
    described = right.kind is Kind.NAME and left.kind in (Kind.DESCRIPTION, Kind.SUPPLIER)
    if described and (gap == " " or (gap == ", " and not left.definite and tells(left))):
        _organization(directory, right.text, phrases(vocabulary.language).kinds[left.head])
    elif left.kind is Kind.NAME and right.kind is Kind.SYSTEM:
        # Who owns systems is an organization.
        _count(directory, left.text, Kind.ORG, 2 * gap.startswith(("'", "’")))
        # "the Acme IT system" is Acme's; "the Acme payroll system" is called so, unless Acme is an organization's name.
        special = right.head in products and not right.vague and directory.forms.kind_of(left.text) is None
        named = gap == " " and (special or right.text.casefold() in products)
        same = re.fullmatch(vocabulary.forms["identity"], gap) is not None
        _count(directory, left.text, Kind.SYSTEM, named + 2 * (same and _indefinite(right, products)))
    elif left.kind is Kind.NAME and right.kind is Kind.DESCRIPTION:
        if tells(right) and re.fullmatch(vocabulary.forms["identity"], gap):
            _organization(directory, left.text, phrases(vocabulary.language).kinds[right.head])
    elif right.kind is Kind.NAME and left.kind is Kind.SYSTEM:
        nameable = (*products, *vocabulary.lists["nouns"]["systems"]["nameable"])
        called = f"-{left.head}" in nameable or left.head in nameable or not (left.vague or left.head.endswith("s"))
        apart = gap == ", " and not left.vague and one.text[right.end : right.end + 1] in (",", ".")
        called = called and (gap == " " or apart or _called(vocabulary.language).fullmatch(gap) is not None)
        _count(directory, right.text, Kind.SYSTEM, 2 * called + (gap == " ("))


def _count(directory: Directory, name: str, kind: Kind, shown: int) -> None:
    """Counts what was shown, if anything: a kind without a count would be taken for evidence."""
    if shown:
        directory.evidence[name][kind] += shown


def _organization(directory: Directory, name: str, kind: OrganizationKind) -> None:
    if kind is OrganizationKind.AGENCY and "&" in name:
        # An agency of partners lets houses or sells advertising.
        kind = OrganizationKind.COMPANY
    directory.kinds[name] = kind
    directory.evidence[name][Kind.MEDIA if kind is OrganizationKind.MEDIA else Kind.ORG] += 2


def _indefinite(chunk: Chunk, products: list[str]) -> bool:
    """True for "a program", which tells what the name before it is."""
    return chunk.head in products and not chunk.definite and chunk.end - chunk.start > len(chunk.text)


def tells(chunk: Chunk) -> bool:
    """True for "an insurer" and "the forensics firm", which tell what the name before is; not for "the company"."""
    return not (chunk.definite and chunk.vague) and chunk.end - chunk.start > len(chunk.text)


@lru_cache(maxsize=4)
def civic_pattern(language: str) -> re.Pattern[str]:
    """What makes a place's name that of its administration: "the city of" before it."""
    civic = load_vocabulary(language).lists["nouns"]["organizations"]["civic"]
    return re.compile(rf"(?:the )?{words(civic)} \Z", re.IGNORECASE)


@lru_cache(maxsize=4)
def _honoured(language: str) -> re.Pattern[str]:
    """What stands before a person's name: "Mrs", "Dr."."""
    honorifics = load_vocabulary(language).lists["nouns"]["titles"]["honorifics"]
    return re.compile(rf"\b{words(honorifics)}[.]? \Z", re.IGNORECASE)


@lru_cache(maxsize=4)
def _located(language: str) -> re.Pattern[str]:
    """What stands before a town's name where it is the town."""
    return re.compile(load_vocabulary(language).forms["located"], re.IGNORECASE)


@lru_cache(maxsize=4)
def _around(language: str) -> re.Pattern[str] | None:
    """What stands before a name that most likely is that of a place, in a language that tells."""
    form = load_vocabulary(language).forms.get("around")
    return re.compile(form) if form else None


def _placeable(name: str, directory: Directory) -> bool:
    """True for a word that no dictionary has and that does not look like a product or an organization."""
    plain = name[:1].isupper() and name[1:].islower() and not load_words(directory.vocabulary.language).knows(name)
    return plain and directory.forms.kind_of(name) is None and directory.world.find(name) is None


@lru_cache(maxsize=4)
def _called(language: str) -> re.Pattern[str]:
    """What stands between a thing and its name: "an app called"."""
    return re.compile(load_vocabulary(language).forms["calling"])
