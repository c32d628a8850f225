"""VERIS records made for tests."""

from __future__ import annotations

from typing import Any

ID = "0B9D1C4E-1111-4222-8333-944445555666"


def record(**fields: Any) -> dict[str, Any]:
    """The least that makes a record, with fields of the test's own."""
    least = {
        "incident_id": ID,
        "security_incident": "Confirmed",
        "source_id": "vcdb",
        "timeline": {"incident": {"year": 2024, "month": 3, "day": 30}},
        "victim": {"victim_id": "Acme Ltd"},
        "reference": "https://example.org/acme",
    }
    return least | fields
