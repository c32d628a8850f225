"""Mapping files: a fault is named with the file and the key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kedja.errors import InputError
from kedja_ingest.notices.loading import load_mapping
from kedja_ingest.notices.mapping import used_columns

MINIMAL = """
[mentions.incident]
type = "Incident"
name = "X 2025"

[mentions.customer]
type = "Organization"
name = { column = "name" }

[[claims]]
subject = "incident"
predicate = "affected"
object = "customer"
when = { status = ["hit"] }
"""
DOCS = Path(__file__).parents[2] / "docs" / "notices-mapping.md"


def load(folder: Path, text: str | bytes) -> None:
    path = folder / "a.map.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    load_mapping(path)


def test_the_columns_of_conditions_count_as_used(tmp_path: Path) -> None:
    path = tmp_path / "a.map.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    found = {where: column.column for where, column in used_columns(load_mapping(path))}
    assert found == {"mentions.customer.name": "name", "claims[0].when.status": "status"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"affected"', '"hurt"', "claims[0].predicate: 'hurt' is not a predicate"),
        ('"Organization"', '"Company"', "mentions.customer.type"),
        ('object = "customer"', 'object = "client"', "claims[0].object: there is no [mentions.client]"),
        ('object = "customer"', "", "claims[0].object: a claim needs"),
        (
            'object = "customer"',
            'object = "customer"\nspeaker = "row"',
            "claims[0].speaker: there is no [speakers.row]",
        ),
        ('object = "customer"', 'object = "customer"\nstance = "perhaps"', "claims[0].stance"),
        ("[mentions.incident]", "colour = 1\n[mentions.incident]", "contains unknown field `colour`"),
        ("[mentions.incident]", 'delimiter = "::"\n[mentions.incident]', "delimiter: must be one character"),
        ('{ column = "name" }', '{ columns = "name" }', "mentions.customer.name"),
        (
            "[mentions.incident]",
            'source = { url = { column = "u", split = ";" } }\n[mentions.incident]',
            "source.url.split",
        ),
        ('type = "Incident"', "type = Incident", "is not TOML"),
    ],
)
def test_a_fault_is_named_with_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        load(tmp_path, MINIMAL.replace(old, new, 1))
    assert caught.value.path == str(tmp_path / "a.map.toml")


def test_a_mapping_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not UTF-8"):
        load(tmp_path, MINIMAL.replace("X", "Ö").encode("latin-1"))


def test_the_example_of_the_documentation_is_a_mapping(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert tomllib.loads(example[1])["claims"]
    load(tmp_path, example[1])
