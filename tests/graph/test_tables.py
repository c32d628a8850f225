"""The graph as pandas data frames."""

from __future__ import annotations

import sys

import pandas
import pytest
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, count, organization, record, record_apart

from kedja.errors import UsageError
from kedja.graph import Graph, make_scope
from kedja.review import accept_claim, reject_claim
from kedja.tables import Tables

TOWN = organization("Kalmar kommun")
TABLES = ("claims", "entities", "edges", "conflicts")


def test_a_row_for_each_claim_edge_entity_and_position(graph: Graph) -> None:
    said = (
        claim(INCIDENT, "hit", VENDOR),
        claim(INCIDENT, "affected", TOWN, by="A"),
        claim(INCIDENT, "affected", TOWN, by="B", stance="denies", on="2025-10-01"),
        claim(INCIDENT, "concerned", count(1_500_000, "person", "more_than")),
    )
    record(graph.ledger, *said)
    tables = graph.tables()
    claims = tables.claims().set_index("id")
    assert set(claims.index) == {each.id for each in said}
    assert list(claims.loc[said[3].id, ["number", "bound", "unit"]]) == [1_500_000, "more_than", "person"]
    assert list(claims.loc[said[1].id, ["subject", "object", "voice"]]) == [
        "incident/supplia-2025",
        "organization/kalmar-kommun",
        "organization/a",
    ]
    assert sorted(tables.entities().id) == [
        "incident/supplia-2025",
        "organization/kalmar-kommun",
        "organization/supplia",
    ]
    assert sorted(tables.edges().status) == ["confirmed", "confirmed", "possible"]
    assert sorted(tables.conflicts().value) == ["asserts", "denies"]
    assert set(tables.conflicts().target) == {"organization/kalmar-kommun"}


def test_tables_hold_what_is_in_the_scope(graph: Graph) -> None:
    record(graph.ledger, claim(INCIDENT, "hit", VENDOR), claim(INCIDENT, "affected", TOWN, on="2025-10-01"))
    assert len(graph.tables(make_scope(as_of="2025-09-01")).claims()) == 1


def test_a_date_is_a_day_and_a_month_stands_at_its_end(graph: Graph) -> None:
    record_apart(graph.ledger, [claim(INCIDENT, "hit", VENDOR, on=on) for on in ("2025-08-27", "2025-09", "2024")])
    claims = graph.tables().claims()
    assert claims.said_on.dt.strftime("%Y-%m-%d").tolist() == ["2025-08-27", "2025-09-30", "2024-12-31"]
    assert claims.precision.tolist() == ["day", "month", "year"]
    assert str(claims.recorded_at.dt.tz) == "UTC"
    edge = graph.tables().edges().iloc[0]
    assert (edge.first_said, edge.last_said) == (pandas.Timestamp("2024-12-31"), pandas.Timestamp("2025-09-30"))


def test_a_quantity_has_the_limits_that_its_speaker_gave(graph: Graph) -> None:
    counted = count(164, "municipality", "at_least"), count(30, "company", "between", 40)
    record(graph.ledger, *(claim(INCIDENT, "affected", quantity) for quantity in counted))
    limits = graph.tables().claims().set_index("unit")[["lower", "upper"]]
    assert list(limits.loc["municipality"].isna()) == [False, True]
    assert list(limits.loc["company"]) == [30, 40]


def test_what_repeats_another_claim_is_its_voice(graph: Graph) -> None:
    first = claim(INCIDENT, "affected", TOWN, by="A")
    record(graph.ledger, first, claim(INCIDENT, "affected", TOWN, by="B", repeats=first.id))
    claims = graph.tables().claims().set_index("speaker")
    assert claims.loc["organization/b", "voice"] == "organization/a"
    assert claims.loc["organization/b", "repeats"] == first.id


def test_qualifiers_can_be_taken_as_columns(graph: Graph) -> None:
    record(
        graph.ledger, claim(INCIDENT, "affected", TOWN, qualifiers={"via": "Supplia"}), claim(INCIDENT, "hit", VENDOR)
    )
    for table in (graph.tables().claims(), graph.tables().edges()):
        assert set(table.qualifiers.str.get("via").dropna()) == {"Supplia"}


def test_scales_are_ordered_with_the_surest_first(graph: Graph) -> None:
    said = [claim(INCIDENT, "affected", TOWN, by=how, certainty=how) for how in ("feared", "confirmed", "possible")]
    record(graph.ledger, *said)
    claims = graph.tables().claims()
    assert claims.certainty.sort_values().tolist() == ["confirmed", "possible", "feared"]
    assert (claims.certainty <= "possible").sum() == 2


def test_an_identifier_has_a_column_of_its_own(graph: Graph) -> None:
    record(graph.ledger, claim(INCIDENT, "affected", organization("Kalmar kommun", "municipality", scb="0880")))
    towns = graph.tables().entities().set_index("name")
    assert list(towns.loc["Kalmar kommun", ["kind", "scb"]]) == ["municipality", "0880"]


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_the_columns_and_types_of_a_full_one(graph: Graph, name: str) -> None:
    empty = getattr(graph.tables(), name)()
    said = [
        claim(INCIDENT, "affected", TOWN, by=by, stance=stance) for by, stance in (("A", "asserts"), ("B", "denies"))
    ]
    record(graph.ledger, *said)
    full = getattr(graph.tables(), name)()
    assert (len(empty), len(full) > 0) == (0, True)
    assert list(empty.columns) == list(full.columns)
    # Text is of pandas' own type only where there is some.
    typed = [column for column in full if not pandas.api.types.is_string_dtype(full[column])]
    assert empty.dtypes[typed].equals(full.dtypes[typed])


def test_without_pandas_the_error_names_the_extra(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"kedja\[pandas\]"):
        Tables(graph.belief())


def test_claims_say_what_was_decided_on_them(graph: Graph) -> None:
    said = [claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM), claim(TOWN, "uses", SYSTEM)]
    record(graph.ledger, *said)
    accept_claim(graph.ledger, said[0].id)
    reject_claim(graph.ledger, said[1].id)
    claims = graph.tables().claims().set_index("id")
    assert [claims.review.get(each.id) for each in said[:2]] == ["accepted", "rejected"]
    assert pandas.isna(claims.review.get(said[2].id))
    assert set(graph.tables().edges().predicate) == {"hit", "uses"}
