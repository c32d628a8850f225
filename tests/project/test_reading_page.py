"""docs/reading.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kedja_ingest.documents import apart, base, email, feed, html, markup, pdf, word
from kedja_ingest.documents.kinds import KINDS
from kedja_ingest.fetching import Bounds
from kedja_ingest.redacting.redact import _FINDERS


@pytest.fixture
def page(root: Path) -> str:
    """The page, on one line."""
    return " ".join((root / "docs/reading.md").read_text(encoding="utf-8").split())


def test_every_kind_and_everything_covered_has_its_row(page: str) -> None:
    names = {"text": "plain text", "html": "HTML page", "pdf": "PDF", "word": "Word", "email": "e-mail", "feed": "feed"}
    assert {kind.name for kind in KINDS} == set(names)
    assert [name for name in names.values() if f"| {name}" not in page] == []
    assert [finder.name for finder in _FINDERS if f"| `{finder.name}` |" not in page] == []


def test_limits_are_those_of_the_code(page: str) -> None:
    limits = page.partition("## Limits")[2].replace(",", "")
    for number, unit in (
        (base.LARGEST >> 20, "MB"),
        (html._LARGEST >> 20, "MB"),
        (base.LONGEST, "characters"),
        (pdf._PAGES, "pages"),
        (feed._MOST, "entries"),
        (email._MOST, "attachments"),
        (word._LARGEST >> 20, "MB unpacked"),
        (markup._DEEPEST, "levels"),
        (int(apart.SECONDS), "seconds"),
        (apart.MEMORY >> 30, "GB"),
    ):
        assert re.search(rf"\b{number} {unit}", limits), (number, unit)


def test_bounds_of_fetching_are_those_of_the_code(page: str) -> None:
    bounds = Bounds()
    for said in (
        f"at most {bounds.redirects} of them",
        f"{bounds.bytes >> 20} MB and {bounds.seconds:g} s a page",
        f"{bounds.pages} pages and {bounds.all_seconds:g} s a feed",
        f"{feed._FULL} characters",
    ):
        assert said in page
