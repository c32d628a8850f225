"""Processes and callers share one keeper; each sees its clearance, and nobody hears the machine."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from keepers import Kept
from made_claims import INCIDENT, claim, organization, page, record

from kedja.ontology import Marking

_ASK = """
import sys
from kedja.graph import open_graph
with open_graph(sys.argv[1]) as graph:
    print(graph.cypher("MATCH (n:Incident) RETURN count(n) AS n").rows)
"""


def test_processes_that_ask_at_once_share_one_keeper_and_print_only_their_answers(store: Kept) -> None:
    command = [sys.executable, "-c", _ASK, str(store.home)]
    processes = [subprocess.Popen(command, stdout=-1, stderr=-1, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=200) for process in processes]
    assert outputs == [("[[1]]\n", "")] * 2
    assert store.log().count("answers") == 1
    pid = store.pid()
    assert store.one("RETURN 1") == 1
    assert store.pid() == pid


def test_every_answer_holds_what_the_ledger_held_at_the_question(store: Kept) -> None:
    def ask(number: int) -> tuple[int, int]:
        return number, store.one("MATCH (o:Organization) WHERE o.name STARTS WITH 'Firm' RETURN count(o)")

    with ThreadPoolExecutor(4) as pool:
        asked = []
        for number in range(12):
            store.grow(number)
            asked.append(pool.submit(ask, number + 1))
        answers = [future.result(200) for future in asked]
    assert all(found >= before for before, found in answers)
    assert store.seen() == store.expected()


def test_each_clearance_has_a_projection_of_its_own(store: Kept) -> None:
    secret = page("secret", marking=Marking.AMBER_STRICT)
    record(store.ledger, claim(INCIDENT, "affected", organization("Hemlig AB"), source=secret))
    text = "MATCH (o:Organization {name: 'Hemlig AB'}) RETURN count(o)"
    found = {marking: store.ask(text, clearance=marking).rows[0][0] for marking in (Marking.CLEAR, Marking.AMBER)}
    assert found == {Marking.CLEAR: 0, Marking.AMBER: 0}
    assert store.ask(text, clearance=Marking.AMBER_STRICT).rows == [[1]]
    names = {path.name for path in store.folder.iterdir() if path.is_dir()}
    assert {"CLEAR", "AMBER", "AMBER-STRICT"} <= names
    assert not any(b"Hemlig" in file.read_bytes() for file in (store.folder / "CLEAR").rglob("*") if file.is_file())
