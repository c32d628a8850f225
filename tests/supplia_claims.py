"""Claims about one attack with every kind of end: entities, groups, sums, days, and one that few may see."""

from __future__ import annotations

from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, page

TOWN = organization("Kalmar kommun")
SECRET = organization("Hemlig AB", "company")
CLAIMS = (
    claim(INCIDENT, "hit", VENDOR, by="Supplia AB", quote="Supplia was hit"),
    claim(VENDOR, "provides", SYSTEM),
    claim(TOWN, "uses", SYSTEM, qualifiers={"hosting": "supplier"}, on="2025-08"),
    claim(INCIDENT, "affected", TOWN, by="Kalmar kommun"),
    claim(INCIDENT, "affected", organization("Alfa"), stance="denies", by="Alfa"),
    claim(INCIDENT, "affected", count(164, "municipality", "at_least"), source=page("count")),
    claim(INCIDENT, "demanded", count(1.5, "BTC")),
    claim(INCIDENT, "discovered_on", "2025-08-23"),
    claim(TOWN, "reported_to", AUTHORITY, qualifiers={"regime": "GDPR"}),
    claim(INCIDENT, "affected", SECRET, marking="AMBER", source=page("secret")),
)
