"""Every kind of report becomes the same document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import report_makers as make

from kedja.claim import Claim
from kedja.errors import InputError
from kedja_ingest import ReadOptions, extract, reader_for
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.reading import documents_of

_TEXT = "\n\n".join(make.PARAGRAPHS)


def _documents(path: Path, content: bytes) -> list[Document | Rejected]:
    path.write_bytes(content)
    return list(documents_of(path, fetch=False))


def _document(path: Path, content: bytes) -> Document:
    [document] = _documents(path, content)
    assert isinstance(document, Document)
    return document


@pytest.fixture(params=sorted(make.MAKERS))
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same report as a file of each kind."""
    path = tmp_path / f"report{request.param}"
    path.write_bytes(make.MAKERS[request.param](make.PARAGRAPHS))
    return path


def test_it_holds_the_words_and_nothing_else(report: Path) -> None:
    [document] = documents_of(report, fetch=False)
    assert isinstance(document, Document)
    assert document.text[document.body :].removeprefix(f"{make.TITLE}\n\n") == _TEXT


def test_it_says_what_the_source_is(report: Path) -> None:
    [document] = documents_of(report, fetch=False)
    assert isinstance(document, Document)
    source = document.source
    publisher = None if report.suffix == ".pdf" else make.PUBLISHER
    language = None if report.suffix == ".eml" else "en"
    address = None if report.suffix in (".pdf", ".docx", ".eml") else "https://paper.example/acme"
    assert (source.title, source.publisher, source.published) == (make.TITLE, publisher, make.DAY)
    assert (source.language and source.language[:2], source.url, source.path) == (language, address, str(report))


def _said(claims: Iterable[Claim]) -> set[tuple[str, str | None]]:
    return {(claim.predicate, claim.value) for claim in claims}


def test_its_claims_are_those_of_the_plain_text(report: Path, tmp_path: Path) -> None:
    assert reader_for(report).name == "article"
    plain = tmp_path / "plain.text"
    plain.write_bytes(make.text())
    claims = [item for item in extract(report, None, ReadOptions()) if isinstance(item, Claim)]
    assert _said(claims) >= {("hit", None), ("affected", None), ("has_role", None), ("discovered_on", "2025-08-23")}
    assert _said(claims) == _said(item for item in extract(plain, None, ReadOptions()) if isinstance(item, Claim))
    [document] = documents_of(report, fetch=False)
    assert isinstance(document, Document)
    for claim in claims:
        assert claim.span
        assert document.text[claim.span[0] : claim.span[1]] == claim.quote


def test_a_page_says_its_day_and_publisher_in_linked_data(tmp_path: Path) -> None:
    data = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "H",'
        '"datePublished": "2024-02-03T04:05:06Z", "inLanguage": "sv-SE",'
        '"publisher": {"@type": "Organization", "name": "Kvällsbladet"}}</script>'
    )
    page = f"<html><head>{data}</head><body><article><p>{_TEXT}</p></article></body></html>".encode()
    source = _document(tmp_path / "a.html", page).source
    assert (source.published, source.publisher, source.language) == ("2024-02-03", "Kvällsbladet", "sv-SE")


def test_a_page_with_no_day_has_none_whatever_days_its_text_tells(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{_TEXT}</p></article></body></html>".encode()
    assert _document(tmp_path / "a.html", page).source.published is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_page_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    words = "Angreppet på Årjängs kommun och Östersunds kommun upptäcktes på lördagen, säger en åklagare."
    page = f'<html><head><meta charset="{encoding}"></head><body><article><p>{words}</p></article></body></html>'
    assert words in _document(tmp_path / "a.html", page.encode(encoding)).text


def test_a_short_notice_in_a_page_is_text(tmp_path: Path) -> None:
    page = b"<html><body><nav>Home</nav><p>We were hit.</p></body></html>"
    assert _document(tmp_path / "a.html", page).text.endswith("We were hit.")


def test_a_place_in_a_pdf_is_its_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make.pdf())
    pages = {
        (place, claim.predicate)
        for place, claim in (item for item in reader_for(path).read(path, ReadOptions()) if isinstance(item, tuple))
    }
    assert ("page 1", "discovered_on") in pages
    assert ("page 2", "affected") in pages


def test_a_word_file_is_read_without_what_was_deleted_or_stands_twice(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del><w:r><w:t>Kept</w:t><w:tab/><w:t>on.</w:t></w:r></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:p><w:r><w:t>Box.</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>Box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert _document(tmp_path / "a.docx", make.word(["First."], body)).text == "First.\n\nKept\ton.\n\nBox."


def test_attachments_are_further_documents(tmp_path: Path) -> None:
    inner = make.email(
        ["An inner letter that tells of the attack."], [("deep.docx", "application/msword", make.word())]
    )
    attached = [
        ("report.pdf", "application/pdf", make.pdf()),
        ("logo.png", "image/png", b"\x89PNG"),
        ("data.zip", "application/zip", b"PK\x03\x04 no Word file"),
        ("letter.eml", "application/octet-stream", inner),
    ]
    found = _documents(tmp_path / "a.eml", make.email(attachments=attached))
    places = [(item.where if isinstance(item, Rejected) else item.place) for item in found]
    letter = "attachment 3 (letter.eml)"
    assert places == [
        "",
        "attachment 1 (report.pdf)",
        "attachment 2 (data.zip)",
        letter,
        f"{letter}, attachment 1 (deep.docx)",
    ]
    assert [type(item) for item in found] == [Document, Document, Rejected, Document, Document]


def test_letters_in_letters_end(tmp_path: Path) -> None:
    letter = make.email()
    for _ in range(6):
        letter = make.email(attachments=[("inner.eml", "application/octet-stream", letter)])
    *documents, last = _documents(tmp_path / "a.eml", letter)
    assert len(documents) == 4
    assert isinstance(last, Rejected)
    assert "letters deep" in last.reason


def test_a_letter_of_html_without_quotes_and_signature(tmp_path: Path) -> None:
    head = (
        b"From: press@a.example\r\nSubject: =?utf-8?q?Angrepp_p=C3=A5_oss?=\r\nDate: Fri, 1 Aug 2025 10:00:00 +0200\r\n"
    )
    html = head + b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>We were hit by an attack on Friday.</p>"
    document = _document(tmp_path / "a.eml", html)
    assert (document.text, document.source.title) == ("We were hit by an attack on Friday.", "Angrepp på oss")
    assert (document.source.publisher, document.source.published) == ("press@a.example", "2025-08-01")
    plain = head + b"\r\nOur own words.\r\n> Their words.\r\n-- \r\nAnna, +46 8 123\r\n"
    assert _document(tmp_path / "b.eml", plain).text == "Our own words."


def test_the_day_of_a_letter_is_that_of_its_sender(tmp_path: Path) -> None:
    """23:30 in Stockholm, when it is still the 26th there."""
    assert _document(tmp_path / "a.eml", make.email()).source.published == "2025-08-26"


@pytest.mark.parametrize("maker", [make.rss, make.atom])
def test_a_feed_is_a_list_of_reports(tmp_path: Path, maker: object) -> None:
    links = [f"https://paper.example/{number}" for number in range(3)]
    assert callable(maker)
    found = _documents(tmp_path / "feed.xml", maker(make.PARAGRAPHS * 3, links))
    assert [item.source.url for item in found if isinstance(item, Document)] == links
    assert [item.place for item in found if isinstance(item, Document)] == ["entry 1", "entry 2", "entry 3"]


def test_an_entry_without_text_is_rejected_when_nothing_is_fetched(tmp_path: Path) -> None:
    feed = b"<rss><channel><item><link>https://paper.example/1</link></item><item/></channel></rss>"
    found = _documents(tmp_path / "feed.xml", feed)
    assert [(item.where, item.reason) for item in found if isinstance(item, Rejected)] == [
        ("entry 1", "has no text of its own, and https://paper.example/1 is not fetched"),
        ("entry 2", "holds no text"),
    ]


def test_right_to_left_text_keeps_its_order(tmp_path: Path) -> None:
    words = "תקפו את החברה ביום שני, אמרה המנכלית של החברה לעיתון."
    page = f'<html lang="he" dir="rtl"><body><article><p>{words}</p></article></body></html>'.encode()
    document = _document(tmp_path / "a.html", page)
    assert (document.text, document.source.language) == (words, "he")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)), "cannot be read"),
        ("a.pdf", make.pdf([" "]), "pictures"),
        ("a.docx", make.packed({"word/other.xml": "<a/>"}), "no word/document.xml"),
        ("a.docx", make.word()[:300], "not a whole Word file"),
        ("a.docx", make.packed({"word/document.xml": "<a>"}), "is not XML"),
        ("a.eml", b"Subject: x\n\ntext", "no sender"),
        ("a.xml", b"<rss><channel>", "is not XML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        _documents(tmp_path / name, content)
    assert caught.value.path == str(tmp_path / name)


def test_a_locked_pdf_is_refused_and_one_that_opens_without_password_is_read(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "plain.pdf").write_bytes(make.pdf())
    for password in ("secret", ""):
        writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
        writer.write(tmp_path / f"{password or 'open'}.pdf")
    assert _document(tmp_path / "open.pdf", (tmp_path / "open.pdf").read_bytes()).text == _TEXT
    with pytest.raises(InputError, match="encrypted"):
        _documents(tmp_path / "secret.pdf", (tmp_path / "secret.pdf").read_bytes())
