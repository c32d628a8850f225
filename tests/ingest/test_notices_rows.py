"""The notices reader: each row a few claims, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kedja.claim import Claim
from kedja.errors import InputError
from kedja.ontology import OrganizationKind, Stance
from kedja_ingest.base import ReadOptions, Rejected
from kedja_ingest.notices import NoticesReader

MAPPING = """
[source]
publisher = "County register"
published = { column = "date", date = "%d/%m/%Y" }

[mentions.incident]
type = "Incident"
name = "X 2025"

[mentions.customer]
type = "Organization"
name = { column = "name" }
kind = { column = "kind", values = { town = "municipality", firm = "company" } }
aliases = { column = "also", split = "|" }

[mentions.system]
type = "System"
name = { column = "system", split = ";" }

[speakers.row]
name = { column = "speaker" }

[[claims]]
subject = "incident"
predicate = "affected"
object = "customer"
stance = { column = "hit", values = { yes = "asserts", no = "denies" } }
speaker = "row"

[[claims]]
subject = "customer"
predicate = "uses"
object = "system"
qualifiers = { hosting = { column = "hosting" } }
unless = { system = [""] }

[[claims]]
subject = "incident"
predicate = "concerned"
quantity = { value = { column = "people" }, bound = "about", unit = "person" }
qualifiers = { via = { column = "name" } }
when = { hit = ["yes"] }
unless = { people = [""] }
"""
HEADER = "name,kind,also,system,hosting,hit,people,date,speaker\n"
ROW = "Kil,town,Kils stad|Kil town,Adato;Novi,supplier,yes,1 200,28/08/2025,\n"


def read(folder: Path, table: str | bytes, mapping: str = MAPPING) -> list[tuple[str, Claim] | Rejected]:
    path = folder / "notices.csv"
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    path.with_name("notices.map.toml").write_text(mapping, encoding="utf-8")
    return list(NoticesReader().read(path, ReadOptions()))


def claims(items: list[tuple[str, Claim] | Rejected]) -> list[Claim]:
    return [item[1] for item in items if isinstance(item, tuple)]


def rejections(items: list[tuple[str, Claim] | Rejected]) -> list[tuple[str, str]]:
    return [(item.where, item.reason) for item in items if isinstance(item, Rejected)]


def test_a_row_makes_the_claims_that_the_mapping_names(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW)
    assert [(item[0], item[1].predicate) for item in found if isinstance(item, tuple)] == [
        ("row 2", "affected"),
        ("row 2", "uses"),
        ("row 2", "uses"),
        ("row 2", "concerned"),
    ]
    affected, adato, novi, people = claims(found)
    assert affected.object
    assert (affected.object.kind, affected.object.aliases) == (OrganizationKind.MUNICIPALITY, ("Kils stad", "Kil town"))
    assert adato.object
    assert novi.object
    assert (adato.object.name, novi.object.name, adato.qualifiers) == ("Adato", "Novi", {"hosting": "supplier"})
    assert people.quantity
    assert people.quantity.value == 1200
    assert (affected.source.published, affected.said_on, affected.speaker) == ("2025-08-28", "2025-08-28", None)


def test_a_row_without_a_source_of_its_own_is_from_the_table(tmp_path: Path) -> None:
    first = claims(read(tmp_path, HEADER + ROW))[0].source
    elsewhere = tmp_path / "copy"
    elsewhere.mkdir()
    assert first.hash
    assert first.id == claims(read(elsewhere, HEADER + ROW))[0].source.id


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("town", "planet", "row 2, column kind"),
        ("yes", "maybe", "row 2, column hit"),
        ("28/08/2025", "2025-08-28", "row 2, column date"),
        ("1 200", "many", "row 2, column people"),
        ("supplier", "cloud", "row 2, column hosting"),
        ("Adato;Novi", " ; ", "row 2, column system"),
        ("1 200", "nan", "row 2, column people"),
        ("Kil,", ",", "row 2, column name"),
        (",28/08/2025,", ",28/08/2025", "row 2"),
    ],
)
def test_a_row_that_cannot_be_mapped_is_rejected_once_and_the_rest_kept(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    found = read(tmp_path, HEADER + ROW.replace(old, new, 1) + ROW.replace("Kil,", "Flen,"))
    assert [place for place, _ in rejections(found)] == [where]
    assert [claim.object.name for claim in claims(found) if claim.predicate == "affected" and claim.object] == ["Flen"]


def test_conditions_leave_claims_out(tmp_path: Path) -> None:
    found = claims(read(tmp_path, HEADER + "Kil,town,,,,no,1200,28/08/2025,Kil\n"))
    assert [(claim.predicate, claim.stance) for claim in found] == [("affected", Stance.DENIES)]
    assert found[0].speaker
    assert found[0].speaker.name == "Kil"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_columns(tmp_path: Path, delimiter: str) -> None:
    header, row = HEADER.replace(",", delimiter), "Kil,firm,,,,yes,,28/08/2025,\n".replace(",", delimiter)
    assert len(claims(read(tmp_path, header + row))) == 1


def test_a_byte_order_mark_and_empty_rows_say_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, b"\xef\xbb\xbf" + (HEADER + "\n,,,,,,,,\n" + ROW).encode())
    assert {item[0] for item in found if isinstance(item, tuple)} == {"row 4"}
    assert rejections(found) == []


def test_text_that_a_spreadsheet_would_run_is_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK(""http://x"")</script><img src=x onerror=alert(1)>'
    found = claims(read(tmp_path, f'{HEADER}"{evil}",firm,,,,yes,,28/08/2025,@SUM(A1)\n'))
    assert found[0].object
    assert found[0].object.name == evil.replace('""', '"')
    assert found[0].speaker
    assert found[0].speaker.name == "@SUM(A1)"


def test_a_quotation_mark_that_is_never_closed_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, HEADER + ROW + '"Flen,town\n' + ROW)
    assert len(claims(found)) == 4
    assert [where for where, _ in rejections(found)] == ["row 3"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (HEADER.encode() + "Ö".encode("latin-1"), "line 2: is not UTF-8"),
        ((HEADER + ROW).encode("utf-16"), "is UTF-16"),
        (b"", "has no column"),
        (HEADER.replace("kind", "sort"), "has no column 'kind'"),
        (HEADER.replace("also", "name"), "'name' stands twice"),
    ],
)
def test_a_table_that_cannot_be_read_at_all_is_refused(tmp_path: Path, table: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, table)


def test_without_a_mapping_the_error_names_the_file_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "notices.csv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(InputError, match=r"notices\.map\.toml"):
        list(NoticesReader().read(path, ReadOptions()))
    with pytest.raises(InputError, match=r"none\.toml: there is no such mapping"):
        list(NoticesReader().read(path, ReadOptions(mapping=tmp_path / "none.toml")))


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.csv", "name;kind\n", True),
        ("a.TSV", "name\tkind\n", True),
        ("a.csv", "one line of text\n", False),
        ("a.txt", "name;kind\n", False),
    ],
)
def test_recognised_by_suffix_and_header(tmp_path: Path, name: str, head: str, expected: bool) -> None:
    assert NoticesReader().recognises(tmp_path / name, head.encode()) is expected


def test_recognised_by_the_mapping_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.map.toml").write_text(MAPPING, encoding="utf-8")
    assert NoticesReader().recognises(tmp_path / "a.csv", b"name\n")
