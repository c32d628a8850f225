"""The claims reader: one claim a line, each bad line by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from kedja.claim import Claim, accept, decode_claim, encode_claim
from kedja.errors import InputError
from kedja_ingest.base import ReadOptions, Rejected
from kedja_ingest.claims import ClaimsReader

GOOD = (
    '{"subject": {"type": "Incident", "name": "X 2025"}, "predicate": "affected",'
    ' "quantity": {"value": 164, "bound": "at_least", "unit": "municipality"},'
    ' "source": {"url": "https://example.org/a", "published": "2025-08-28"}}'
)


def read(path: Path, content: str | bytes) -> list[tuple[str, Claim] | Rejected]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(ClaimsReader().read(path, ReadOptions()))


def places(items: list[tuple[str, Claim] | Rejected]) -> list[str]:
    return [f"rejected {item.where}" if isinstance(item, Rejected) else item[0] for item in items]


def test_a_claim_has_the_number_of_its_line(tmp_path: Path) -> None:
    found = read(tmp_path / "a.jsonl", f"\n{GOOD}\r\n\n{GOOD}\n")
    assert places(found) == ["line 2", "line 4"]


def test_the_method_is_the_reader_unless_the_line_names_one(tmp_path: Path) -> None:
    other = GOOD.replace('"predicate"', '"method": "article/1", "predicate"')
    methods = [item[1].method for item in read(tmp_path / "a.jsonl", f"{GOOD}\n{other}\n") if isinstance(item, tuple)]
    assert methods == ["claims/1", "article/1"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    claim = accept(msgspec.structs.replace(decode_claim(GOOD), method="claims/1"))
    assert read(tmp_path / "b.jsonl", encode_claim(claim)) == [("line 1", claim)]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("not JSON", "line 2"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": 7}', "line 2, predicate"),
        ('{"subject": {"type": "Planet", "name": "X"}, "predicate": "hit"}', "line 2, subject.type"),
        ('{"subject": {"type": "Incident", "name": "X"}, "predicate": "hit", "colour": "red"}', "line 2"),
        ('{"predicate": "hit"}', "line 2"),
        (GOOD.replace("164", "1e999"), "line 2, quantity.value"),
        ("[" * 100_000, "line 2"),
        (b'{"subject": {"type": "Incident", "name": "\xff"}, "predicate": "hit"}', "line 2"),
    ],
)
def test_a_bad_line_is_rejected_and_the_rest_goes_on(tmp_path: Path, line: str | bytes, where: str) -> None:
    middle = line.encode() if isinstance(line, str) else line
    found = read(tmp_path / "a.jsonl", b"\n".join([GOOD.encode(), middle, GOOD.encode()]))
    assert places(found)[0::2] == ["line 1", "line 3"]
    rejected = found[1]
    assert isinstance(rejected, Rejected)
    assert (rejected.where, rejected.path) == (where, str(tmp_path / "a.jsonl"))
    assert rejected.reason


def test_a_byte_order_mark_is_no_part_of_the_claim(tmp_path: Path) -> None:
    assert places(read(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + GOOD.encode())) == ["line 1"]


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    assert places(read(tmp_path / "a.jsonl", GOOD.replace("X 2025", "X\u2028 2025"))) == ["line 1"]


def test_utf_16_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="save it as UTF-8"):
        read(tmp_path / "a.jsonl", GOOD.encode("utf-16"))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (GOOD, True),
        (f"broken\n{GOOD}", True),
        ('{"incident_id": "1", "victim": {}}', False),
        ("name,subject,predicate\n", False),
        ("", False),
    ],
)
def test_recognised_by_what_the_lines_hold(head: str, expected: bool) -> None:
    assert ClaimsReader().recognises(Path("anything.txt"), head.encode()) is expected
