"""Pages of the web: the running text without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from kedja.errors import InputError
from kedja_ingest.documents.base import Document, Kind, Origin, make_source, tag, whole_text

_SUFFIXES = (".html", ".htm", ".xhtml")
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|article|div|p|meta|title|h1)[\s>]", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: Bytes of a page that are read; the longest articles have a tenth. libxml2 drops a single text of 10,000,000.
_LARGEST = 9 << 20
# Only what a page says of its day: not what days its text has.
_DATES = {"extensive_search": False, "original_date": True}
_LANGUAGES = (
    "//html/@lang",
    "//html/@*[local-name()='lang']",
    "//meta[translate(@http-equiv,'CLT','clt')='content-language']/@content",
    "//meta[@property='og:locale']/@content",
    "//meta[@itemprop='inLanguage']/@content",
)
_IN_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)"')
# Text of a page in which no article is found, as of a short notice.
_BLOCKS = "//body//*[self::p or self::h1 or self::h2 or self::h3 or self::li or self::td or self::blockquote]"


class HtmlPage(Kind):
    """Takes title, publisher, day and language from meta elements, JSON-LD and `lang`."""

    name = "html"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`."""
        suffixed = PurePath(name).suffix.lower() in _SUFFIXES
        if head.startswith(_UTF16):
            head = head.decode("utf-16", "replace").encode()
        starts = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        return (starts and bool(_TAG.search(head))) or (suffixed and b"\0" not in head)

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document]:
        """See `Kind.documents`; one."""
        if len(content) > _LARGEST:
            raise InputError(origin.path, f"is a page of more than {_LARGEST >> 20} MB")
        yield page_document(content, origin)


def page_document(content: bytes | str, origin: Origin) -> Document:
    """The document that a page is; `InputError` when it has no text."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document as Page

    content = _framed(content)
    tree: Any = load_html(content)
    if tree is None:
        raise InputError(origin.path, "is no HTML that can be read")
    language = _language(tree)
    page = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    found = page if isinstance(page, Page) else None
    text = whole_text(_paragraphs(found.text if found and found.text else _blocks(load_html(content))), origin)
    source = make_source(
        text,
        origin,
        url=found.url if found else None,
        title=found.title if found else None,
        publisher=(found.sitename or found.hostname) if found else None,
        published=found.date if found else None,
        language=language,
    )
    return Document(text, 0, source)


def _framed(content: bytes | str) -> bytes | str:
    """The page; a piece of one, as letters and feeds have it, with a frame around it."""
    if isinstance(content, str) and not re.search(r"<(?:html|body)[\s>]", content, re.IGNORECASE):
        return f"<html><body><article>{content}</article></body></html>"
    return content


def _language(tree: Any) -> str | None:
    for path in _LANGUAGES:
        for value in tree.xpath(path):
            if found := tag(str(value)):
                return found
    told = (
        _IN_LANGUAGE.search(str(script.text or "")) for script in tree.xpath("//script[@type='application/ld+json']")
    )
    return next((tag(match[1]) for match in told if match), None)


def _paragraphs(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _blocks(tree: Any) -> str:
    """The text of the page's paragraphs, or all of it."""
    if tree is None:
        return ""
    found = [" ".join("".join(block.itertext()).split()) for block in tree.xpath(_BLOCKS) if not len(block)]
    if not any(found):
        for aside in tree.xpath("//script | //style | //head | //nav | //footer | //template | //noscript"):
            aside.drop_tree()
        found = " ".join(tree.itertext()).splitlines()
    return "\n".join(found)
