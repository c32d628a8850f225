"""E-mail (RFC 5322): the sender publishes it, its date is the header's; attachments are further documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import PurePath

from kedja.errors import InputError
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import Document, Kind, Link, Origin, clean, make_source, whole_text
from kedja_ingest.documents.html import page_document

_FIELD = re.compile(rb"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*", re.MULTILINE)
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_OTHER = re.compile(rb"^(?:date|subject|message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE)
_MOST = 50
_SIGNATURE = "\n-- \n"
#: What accompanies a letter and says nothing.
_SILENT = ("image/", "audio/", "video/", "text/calendar", "application/pgp-", "application/pkcs7-", "text/vcard")


class Email(Kind):
    """The plain part, else the HTML part, without quoted letters (lines after `>`) and without the signature."""

    name = "email"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`; text that begins with header fields, those of a letter among them."""
        if PurePath(name).suffix.lower() == ".eml":
            return True
        found = _FIELD.match(head)
        return bool(found and _FROM.search(found[0]) and _OTHER.search(found[0]))

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document | Link | Rejected]:
        """See `Kind.documents`; the letter, then its attachments that are reports."""
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        if not message.get("from"):
            raise InputError(origin.path, "is no e-mail: it has no sender")
        attached = list(_attached(message))
        try:
            yield _letter(message, origin)
        except InputError as error:
            if not attached:
                raise
            yield Rejected(origin.path, "text", error.reason)
        for number, part in enumerate(attached[:_MOST], start=1):
            yield from _attachment(number, part, origin)
        if len(attached) > _MOST:
            yield Rejected(origin.path, f"attachment {_MOST + 1}", f"only {_MOST} attachments are read")


def _letter(message: EmailMessage, origin: Origin) -> Document:
    part = message.get_body(("plain", "html"))
    content = _content(part) if part is not None else ""
    if part is not None and part.get_content_type() == "text/html":
        content = page_document(content, origin).text
    text = whole_text(_own_words(content), origin, "text")
    name, address = _sender(message)
    source = make_source(
        text, origin, title=str(message.get("subject") or ""), publisher=name or address, published=_day(message)
    )
    return Document(text, 0, source)


def _content(part: MIMEPart) -> str:
    """The text of a part; a charset that nobody knows is read as UTF-8."""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, KeyError):
        content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)


def _own_words(text: str) -> str:
    text = text.replace("\r\n", "\n").partition(_SIGNATURE)[0]
    return "\n".join(line for line in text.split("\n") if not line.startswith(">")).strip()


def _sender(message: EmailMessage) -> tuple[str, str]:
    addresses = getattr(message["from"], "addresses", ())
    return (addresses[0].display_name, addresses[0].addr_spec) if addresses else (str(message["from"]), "")


def _day(message: EmailMessage) -> str | None:
    """The day on which it was sent, where it was sent."""
    sent = getattr(message.get("date"), "datetime", None)
    return sent.date().isoformat() if isinstance(sent, datetime) else None


def _attached(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.iter_attachments():
        if isinstance(part, EmailMessage) and not part.get_content_type().startswith(_SILENT):
            yield part


def _attachment(number: int, part: EmailMessage, origin: Origin) -> Iterator[Document | Link | Rejected]:
    from kedja_ingest.documents.kinds import documents_within

    name = clean(part.get_filename() or "")
    place = f"attachment {number}{f' ({name})' if name else ''}"
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        content, name = inner.as_bytes() if isinstance(inner, EmailMessage) else b"", "letter.eml"
    else:
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
    yield from documents_within(content, name, place, origin)
