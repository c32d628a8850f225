"""Names in a form in which two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from anyascii import anyascii

from kedja.ontology import EntityType

_FOLD = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_POSSESSIVE = re.compile(r"['’]s\b")
_ABBREVIATION = re.compile(r"(.+?)\s*\(([A-ZÅÄÖ][\w&/.-]{1,9})\)\s*\Z")
_SIGNS = re.compile(r"[^a-z0-9]+")
_FOLDERS = {type: re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type.value).lower() for type in EntityType}
#: Words that say only that it is an incident: "the Miljödata attack 2025" is Miljödata 2025.
_INCIDENT_WORDS = frozenset(
    """the a an attack attacks cyberattack cyber ransomware data breach breaches hack incident intrusion leak
    attacken angreppet angrepp cyberangrepp cyberangreppet dataintrang lacka lackan against on at of mot""".split()
)


@lru_cache(maxsize=1)
def legal_forms() -> frozenset[str]:
    """Legal forms that names carry at their end, in small letters without signs: "ab", "plc"."""
    text = files("kedja.identity").joinpath("legal_forms.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


class _Kept(dict[int, str]):
    """What stays of a character: letters and digits, nothing of an accent, a space for anything else.

    Made up as characters come, which is twice as fast as asking Unicode each time.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = "" if unicodedata.combining(character) else character if character.isalnum() else " "
        return self.setdefault(code, kept)


_KEPT = _Kept({ord("&"): " and "})


def plain(name: str, *, accents: bool = False) -> str:
    """Lower-case letters and digits of any script, without punctuation, a possessive s or (unless kept) accents.

    >>> plain("Räddningstjänsten  Väst’s"), plain("AT&T"), plain("Håbo", accents=True)
    ('raddningstjansten vast', 'at and t', 'håbo')
    """
    text = name.casefold()
    if text.isascii() and "'s" not in text:
        return " ".join(text.translate(_KEPT).split())
    text = _POSSESSIVE.sub("", text)
    text = unicodedata.normalize("NFC", text) if accents else unicodedata.normalize("NFKD", text.translate(_FOLD))
    return " ".join(text.translate(_KEPT).split())


@lru_cache(maxsize=100_000)
def name_key(type: EntityType, name: str, *, accents: bool = False) -> str:
    """The name without what does not tell two things of the type apart.

    Of an organization the legal form at its end goes (and a Swedish AB at its start), of an incident
    the words that only say that it is one; a name that consists of nothing else is left whole.

    >>> name_key(EntityType.ORGANIZATION, "Miljödata i Karlskrona AB (publ)")
    'miljodata i karlskrona'
    >>> name_key(EntityType.INCIDENT, "the Miljödata attack 2025")
    'miljodata 2025'
    """
    words = plain(name, accents=accents).split()
    kept = words
    if type is EntityType.ORGANIZATION:
        kept = words[1:] if words[0:1] == ["the"] or words[0:1] == ["ab"] else words[:]
        while kept and kept[-1] in _FORMS:
            kept.pop()
    elif type is EntityType.INCIDENT:
        kept = [word for word in words if word not in _INCIDENT_WORDS]
    # A name without any letter or digit is told apart by its signs.
    return " ".join(kept or words) or name.strip()


def written_forms(name: str) -> tuple[str, ...]:
    """The name, and where it ends in an abbreviation in brackets, both parts by themselves.

    >>> written_forms("Integritetsskyddsmyndigheten (IMY)")
    ('Integritetsskyddsmyndigheten (IMY)', 'Integritetsskyddsmyndigheten', 'IMY')
    """
    match = _ABBREVIATION.match(name)
    return (name, match[1], match[2]) if match else (name,)


def slug(type: EntityType, name: str) -> str:
    """A readable id for an entity of that name.

    >>> slug(EntityType.ORGANIZATION, "Miljödata AB"), slug(EntityType.DATA_CATEGORY, "läkarintyg")
    ('organization/miljodata', 'data-category/lakarintyg')
    """
    tail = _SIGNS.sub("-", anyascii(name_key(type, name)).lower()).strip("-")
    return f"{_FOLDERS[type]}/{tail[:80].strip('-') or 'unnamed'}"


_FORMS = legal_forms()
