"""Small reports of every kind, made from paragraphs: for the tests, and as seeds for `fuzz_readers.py`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

TITLE, PUBLISHER, DAY = "Attack on Acme Logistics", "The Daily Paper", "2025-08-26"
PARAGRAPHS = (
    "Acme Logistics was hit by an attack. The attack was discovered on 23 August 2025.",
    "About 200 municipalities use its system. About 200 municipalities were affected.",
    "“We do not know yet what data was stolen,” said Anna Berg, chief executive of Acme Logistics.",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def html(paragraphs: Sequence[str] = PARAGRAPHS, head: str = "", language: str = "en-GB") -> bytes:
    """A page with what stands around an article."""
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{TITLE} | {PUBLISHER}</title>
<meta property="og:site_name" content="{PUBLISHER}"><meta property="article:published_time" content="{DAY}T08:00:00Z">
<link rel="canonical" href="https://paper.example/acme">{head}
<script>var tracking = "Bolaget Tracking AB was hit by cookies";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport news and results</a></li></ul></nav>
<article><h1>{TITLE}</h1>{body}</article>
<footer><p>Cookies help us to deliver our services. <a href="/about">About us</a></p></footer></body></html>
""".encode()


def text(paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """Plain text with a header."""
    head = f"url: https://paper.example/acme\npublisher: {PUBLISHER}\ndate: {DAY}\nlanguage: en\ntitle: {TITLE}\n\n"
    return (head + "\n\n".join(paragraphs)).encode()


def pdf(paragraphs: Sequence[str] = PARAGRAPHS, information: str = "") -> bytes:
    """A PDF with a page for each paragraph, of Latin letters."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(paragraphs)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Count {len(paragraphs)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, paragraph in enumerate(paragraphs):
        stream = _page(paragraph)
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({TITLE}) /CreationDate (D:20250826080000Z) {information}>>".encode())
    return _pdf_file(objects)


def _page(paragraph: str) -> bytes:
    words, lines = paragraph.split(), [""]
    for word in words:
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < 70 else [lines[-1], word]
    shown = [re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252", "replace")) for line in lines]
    return b"BT /F1 12 Tf 50 780 Td 14 TL " + b" ".join(b"(%s) Tj T*" % line for line in shown) + b" ET"


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(objects), start)
    return bytes(out)


def word(paragraphs: Sequence[str] = PARAGRAPHS, body: str = "") -> bytes:
    """A Word file; `body` is XML after the paragraphs."""
    shown = "".join(f"<w:p><w:r><w:t>{escape(paragraph)}</w:t></w:r></w:p>" for paragraph in paragraphs)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{TITLE}</dc:title><dc:language>en-GB</dc:language>"
        f"<dcterms:created>{DAY}T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Company>{PUBLISHER}</Company></Properties>"
    )
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = f'<w:document xmlns:w="{_W}"><w:body>{shown}{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": types, "word/document.xml": document}
    return packed({**parts, "docProps/core.xml": core, "docProps/app.xml": app})


def packed(parts: dict[str, str]) -> bytes:
    """A ZIP archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 8, 26, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def email(paragraphs: Sequence[str] = PARAGRAPHS, attachments: Sequence[tuple[str, str, bytes]] = ()) -> bytes:
    """A letter with attachments, each with its name, its media type and its content."""
    message = EmailMessage()
    message["From"], message["To"] = f"{PUBLISHER} <press@paper.example>", "desk@other.example"
    message["Subject"], message["Date"] = TITLE, "Tue, 26 Aug 2025 23:30:00 +0200"
    message.set_content("\n\n".join(paragraphs))
    for name, kind, content in attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def rss(paragraphs: Sequence[str] = PARAGRAPHS, links: Sequence[str] = ("https://paper.example/acme",)) -> bytes:
    """A feed of RSS 2.0 with an entry for each address, all with these paragraphs."""
    content = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs))
    items = "".join(
        f"<item><title>{TITLE}</title><link>{escape(link)}</link><pubDate>Tue, 26 Aug 2025 08:00:00 GMT</pubDate>"
        f"<description>{content}</description></item>"
        for link in links
    )
    channel = f"<channel><title>{PUBLISHER}</title><language>en</language>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def atom(paragraphs: Sequence[str] = PARAGRAPHS, links: Sequence[str] = ("https://paper.example/acme",)) -> bytes:
    """The same as a feed of Atom 1.0."""
    content = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs))
    entries = "".join(
        f'<entry><title>{TITLE}</title><link href="{escape(link)}"/><published>{DAY}T08:00:00Z</published>'
        f'<content type="html">{content}</content></entry>'
        for link in links
    )
    head = f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{PUBLISHER}</title>'
    return f"{head}{entries}</feed>".encode()


#: How a report of each kind is made, by the ending of its file.
MAKERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    ".txt": text,
    ".html": html,
    ".pdf": pdf,
    ".docx": word,
    ".eml": email,
    ".rss.xml": rss,
    ".atom.xml": atom,
}
