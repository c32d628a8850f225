"""Closed vocabularies of claims: the words that a field may hold."""

from __future__ import annotations

from enum import StrEnum


class EntityType(StrEnum):
    """What a mention can be a mention of."""

    INCIDENT = "Incident"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    SYSTEM = "System"
    DATA_CATEGORY = "DataCategory"
    DATA_SUBJECTS = "DataSubjects"
    THREAT_ACTOR = "ThreatActor"
    PLACE = "Place"
    SOURCE = "Source"


class OrganizationKind(StrEnum):
    """Kinds of organization; `group` is several that are spoken of together without names or number."""

    COMPANY = "company"
    MUNICIPALITY = "municipality"
    REGION = "region"
    UNIVERSITY = "university"
    AGENCY = "agency"
    POLICE = "police"
    PROSECUTOR = "prosecutor"
    ASSOCIATION = "association"
    MEDIA = "media"
    SECURITY_FIRM = "security_firm"
    GROUP = "group"
    OTHER = "other"


class Stance(StrEnum):
    """What the speaker does with the statement."""

    ASSERTS = "asserts"
    DENIES = "denies"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How surely the speaker says it, surest first."""

    CONFIRMED = "confirmed"
    STATED = "stated"
    POSSIBLE = "possible"
    FEARED = "feared"

    @property
    def strong(self) -> bool:
        """True for `confirmed` and `stated`, which can make an edge confirmed."""
        return self in (Certainty.CONFIRMED, Certainty.STATED)


class Status(StrEnum):
    """What holds of an edge, surest first."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"

    @property
    def rank(self) -> int:
        """0 for the surest; a path is as sure as its edge of highest rank."""
        return list(Status).index(self)


class Bound(StrEnum):
    """How a quantity's value bounds the true number."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    FEWER_THAN = "fewer_than"
    BETWEEN = "between"


class Effect(StrEnum):
    """What an incident can cause."""

    ENCRYPTION = "encryption"
    OUTAGE = "outage"
    DATA_THEFT = "data_theft"
    DATA_PUBLICATION = "data_publication"
    SHUTDOWN = "shutdown"


class Marking(StrEnum):
    """Traffic Light Protocol 2.0 (FIRST, 2022), widest audience first."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def level(self) -> int:
        """0 for CLEAR to 4 for RED; a clearance sees every level up to its own."""
        return _LEVELS[self]


_LEVELS = {marking: level for level, marking in enumerate(Marking)}


class Reliability(StrEnum):
    """Reliability of a source on the Admiralty scale (NATO AJP-2.1): A completely, F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


#: Units that count organizations, with the kind of organization that they count.
#: A customer or an organization may be of any kind.
ORGANIZATION_UNITS: dict[str, OrganizationKind | None] = {
    "customer": None,
    "organization": None,
    "municipality": OrganizationKind.MUNICIPALITY,
    "region": OrganizationKind.REGION,
    "company": OrganizationKind.COMPANY,
    "university": OrganizationKind.UNIVERSITY,
    "agency": OrganizationKind.AGENCY,
}

#: Units that count something else.
OTHER_UNITS = frozenset({"person", "account", "record", "report", "percent", "byte"})

#: ISO 4217 (2024) active currency codes, and BTC.
CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD
    XOF XPF YER ZAR ZMW ZWG BTC""".split()
)

#: Every unit that a quantity may have.
UNITS = frozenset(ORGANIZATION_UNITS) | OTHER_UNITS | CURRENCIES
