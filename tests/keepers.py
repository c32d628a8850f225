"""A small store with the keeper of its Cypher projections, for the tests of what goes wrong with either."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, record
from toy_graph import ToyGraph

from kedja.ledger import Ledger, open_ledger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph
from kedja.query import Limits, Table
from kedja.query.cypher.arcade import ArcadeEngine
from kedja.query.cypher.engine import Statement
from kedja.query.process.meeting import announced


class Kept:
    """A ledger, an engine that asks its keeper, and what both ought to say."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = Path(f"{home}.cypher")
        self.ledger: Ledger = open_ledger(home, create=True)
        self.engine = ArcadeEngine(home)

    def ask(
        self, text: str, limits: Limits | None = None, clearance: Marking = Marking.RED, **parameters: Any
    ) -> Table:
        """The answer to a query that no guard looks at."""
        statement = Statement(text=text, parameters=parameters)
        return self.engine.ask(statement, clearance=clearance, limits=limits or Limits(seconds=60.0))

    def one(self, text: str, **parameters: Any) -> Any:
        """The only cell of the answer."""
        ((value,),) = self.ask(text, **parameters).rows
        return value

    def seen(self) -> tuple[set[str], set[str]]:
        """The ids of the nodes and of the relationships that Cypher sees."""
        nodes = self.ask("MATCH (n) RETURN n.id").rows
        edges = self.ask("MATCH ()-[r]->() RETURN r.id").rows
        assert len({id for (id,) in nodes}) == len(nodes)
        return {id for (id,) in nodes}, {id for (id,) in edges}

    def expected(self) -> tuple[set[str], set[str]]:
        """The ids that the ledger comes to."""
        toy = ToyGraph()
        toy.apply(PropertyGraph(self.ledger).whole())
        return set(toy.nodes), set(toy.relationships)

    def pid(self) -> int:
        """The keeper's process."""
        meeting = announced(self.folder)
        assert meeting
        return meeting.pid

    def kill(self) -> None:
        """Kills the keeper and waits until it is gone."""
        pid = self.pid()
        os.kill(pid, signal.SIGKILL)
        until(lambda: gone(pid))

    def log(self) -> str:
        """What the keepers said."""
        return (self.folder / "keeper.log").read_text()

    def grow(self, number: int) -> None:
        """Records a few claims more."""
        firm = organization(f"Firm {number}")
        record(self.ledger, claim(firm, "uses", SYSTEM), claim(firm, "reported_to", AUTHORITY))


@contextmanager
def kept(home: Path) -> Iterator[Kept]:
    """A store with a few claims, and its keeper, which is killed at the end."""
    made = Kept(home)
    record(
        made.ledger,
        claim(INCIDENT, "hit", VENDOR),
        claim(VENDOR, "provides", SYSTEM),
        claim(organization("Alfa AB"), "uses", SYSTEM),
        claim(INCIDENT, "affected", count(164, "municipality", "at_least"), by="IMY"),
    )
    try:
        yield made
    finally:
        made.engine.close()
        made.ledger.close()
        meeting = announced(made.folder)
        if meeting:
            with suppress(ProcessLookupError):
                os.kill(meeting.pid, signal.SIGKILL)


def gone(pid: int) -> bool:
    """True when there is no such process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Waits until it is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)
