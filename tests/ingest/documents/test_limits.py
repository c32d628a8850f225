"""Strangers' files end in documents or an error, in bounded time and memory."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import report_makers as make

from kedja.errors import InputError
from kedja_ingest.documents import base, reading
from kedja_ingest.documents.apart import Parser
from kedja_ingest.documents.base import Document, Origin


@pytest.fixture
def parser() -> Iterator[Parser]:
    """A process of its own for opening files, with ten seconds."""
    parser = Parser(seconds=10)
    yield parser
    parser.close()


def _fault(parser: Parser, name: str, content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parser.documents(content, name, Origin(name))
    return str(caught.value)


def _bomb(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(size):
            part.write(bytes(1 << 20))
    return file.getvalue()


def test_a_bomb_is_unpacked_no_farther_than_allowed(parser: Parser) -> None:
    assert _fault(parser, "a.docx", _bomb(100)) == "a.docx, word/document.xml: unpacks to more than 30 MB"


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]><a>&d;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:1/"> %b;]><a/>',
    ],
)
def test_xml_with_entities_of_its_own_is_refused(parser: Parser, xml: str) -> None:
    assert "declares entities" in _fault(parser, "a.docx", make.packed({"word/document.xml": xml}))


def test_depth_is_bounded(parser: Parser) -> None:
    assert "deep" in _fault(parser, "a.docx", make.packed({"word/document.xml": "<a>" * 1_000_000}))
    assert "deep" in _fault(parser, "a.xml", b"<rss>" + b"<a>" * 1_000_000)
    assert "holds no text" in _fault(parser, "a.html", b"<html>" + b"<div>" * 200_000 + b"text")
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
    assert "deep" in _fault(parser, "a.eml", b"From: a@b.example\n" + b"".join(parts))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.eml"])
def test_ten_megabytes_on_one_line_are_refused(tmp_path: Path, name: str) -> None:
    start = {"a.txt": b"", "a.html": b"<html><body><p>", "a.eml": b"From: a@b.example\n\n"}[name]
    (tmp_path / name).write_bytes(start + b"word " * 2_000_000)
    with pytest.raises(InputError, match=r"longer than|more than"):
        list(reading.documents_of(tmp_path / name, fetch=False))


def test_a_huge_file_is_not_held(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(base.LARGEST + 1)
    with pytest.raises(InputError, match="larger than 50 MB"):
        list(reading.documents_of(tmp_path / "a.pdf", fetch=False))


def test_what_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    parser = Parser(seconds=2)
    try:
        assert "takes longer than 2 seconds" in _fault(parser, "a.eml", b"From: " + b"a," * 2_000_000 + b"\n\nx")
        [document] = parser.documents(make.word(), "a.docx", Origin("a.docx"))
        assert isinstance(document, Document)
    finally:
        parser.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_what_needs_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    parser = Parser(seconds=30, memory=300 << 20)
    xml = f'<a xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{"<w:p/>" * 4_000_000}</a>'
    try:
        assert "memory" in _fault(parser, "a.docx", make.packed({"word/document.xml": xml}))
        assert parser.documents(make.word(), "a.docx", Origin("a.docx"))
    finally:
        parser.close()


def test_what_a_large_program_reads_needs_no_process_for_each_file(parser: Parser) -> None:
    large = b"x" * (600 << 20)  # from here on, this process has had more than one that opens files may have
    del large
    parser.documents(make.word(), "a.docx", Origin("a.docx"))
    first = parser._process
    parser.documents(make.word(), "a.docx", Origin("a.docx"))
    assert first
    assert parser._process is first


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what a process has had")
def test_a_process_that_has_grown_makes_room_for_a_fresh_one() -> None:
    parser = Parser(seconds=60)
    head = b"From: a@b.example\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
    try:
        assert "holds no text" in _fault(parser, "a.eml", head + (b"QUJD" * 18 + b"\n") * 900_000)
        assert parser._process is None
    finally:
        parser.close()


def test_a_process_that_dies_costs_one_file(parser: Parser) -> None:
    parser.documents(make.word(), "a.docx", Origin("a.docx"))
    assert parser._process
    parser._process.kill()
    parser._process.wait()
    assert "broke the process" in _fault(parser, "a.docx", make.word())
    assert parser.documents(make.word(), "a.docx", Origin("a.docx"))
