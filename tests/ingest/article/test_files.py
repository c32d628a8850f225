"""Files as the article reader meets them: with and without header, foreign, broken, huge."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from article_claims import CASES, claims_in, claims_of
from hypothesis import given
from hypothesis import strategies as st

from kedja.claim import Source
from kedja.errors import InputError
from kedja_ingest.article import ArticleReader
from kedja_ingest.article.document import parse_document
from kedja_ingest.base import ReadOptions, Rejected

BODY = "The attack on Acme Logistics was discovered on 3 March 2024.\n"
HEADER = "url: https://a.example/1\npublisher: The Paper\ndate: 2024-03-05\nlanguage: en\ntitle: Attacked: Acme\n\n"


def test_the_header_says_what_the_source_is() -> None:
    text = HEADER + BODY
    document = parse_document(text, "a.txt")
    assert document.text[document.body :] == BODY
    assert document.source == Source(
        url="https://a.example/1",
        path="a.txt",
        title="Attacked: Acme",
        publisher="The Paper",
        published="2024-03-05",
        language="en",
        hash=hashlib.sha256(text.encode()).hexdigest(),
    )


@pytest.mark.parametrize(
    "text", [BODY, "Note: this is a sentence.\n\n" + BODY, "url: https://a.example/1\nNo header line\n\n" + BODY]
)
def test_without_a_header_the_whole_file_is_the_text(text: str) -> None:
    document = parse_document(text, "a.txt")
    assert (document.body, document.source.url, document.source.path) == (0, None, "a.txt")


def test_an_unknown_address_is_none() -> None:
    assert parse_document("url: unknown (a news article)\n\n" + BODY, "a.txt").source.url is None


def test_an_impossible_date_is_none() -> None:
    assert parse_document("date: 2024-13-45\n\n" + BODY, "a.txt").source.published is None


def test_places_and_spans_count_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((HEADER + BODY).replace("\n", "\r\n").encode())
    [(place, claim), *_] = [item for item in ArticleReader().read(path, ReadOptions()) if isinstance(item, tuple)]
    assert claim.span is not None
    assert (place, (HEADER + BODY)[claim.span[0] : claim.span[1]]) == ("line 7", claim.quote)
    assert claim.method == "article/1"


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("a.txt", b"Some text", True),
        ("a.md", b"# Some text", True),
        ("report", b"Some text", True),
        ("a.json", b'{"subject": 1}', False),
        ("a.html", b"<!doctype html>", False),
        ("a.bin", b"\x00\x01\x02", False),
        ("a.pdf", b"%PDF-1.7\n\x00", False),
    ],
)
def test_plain_text_is_recognised(name: str, head: bytes, known: bool) -> None:
    assert ArticleReader().recognises(Path(name), head) is known


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"caf\xc3", "UTF-8"),
        (bytes(range(256)) * 8, "UTF-8"),
        (b"text\x00text", "null character"),
        (b"attack on A and B, " * 550_000, "longer than"),
    ],
    ids=["cut", "bytes", "null", "ten megabytes"],
)
def test_what_is_no_report_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        list(ArticleReader().read(path, ReadOptions()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("language: da\ndate: 2024-03-05\n\n" + BODY, "en, sv"),
        ("Der Angriff auf Acme Logistik wurde am Samstag entdeckt, sagt der Sprecher des Unternehmens.", "en, sv"),
    ],
)
def test_a_language_without_rules_is_rejected_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    [rejected] = ArticleReader().read(path, ReadOptions())
    assert isinstance(rejected, Rejected)
    assert said in rejected.reason


@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\xef\xbb\xbf", b"." * 5000, b"A " * 5000, b'the " (' * 3000])
def test_a_text_that_says_nothing_gives_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert claims_in(path) == []


@given(st.data())
def test_a_mangled_report_still_gives_acceptable_claims_with_true_quotes(data: st.DataObject) -> None:
    text = (CASES / "parkwise-gang.txt").read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(max_size=8)) + text[at + data.draw(st.integers(0, 40)) :]
    for claim in claims_of(text):
        assert claim.span is not None
        assert text[claim.span[0] : claim.span[1]] == claim.quote
