"""The study of the bundled case runs from its first cell to its last, and is committed without outputs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from kedja import Graph, open_graph
from kedja_ingest import ingest
from kedja_ingest.cases import case_files

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
STUDIES = sorted(NOTEBOOKS.glob("*.ipynb"))

# The kernel and its client speak over loopback without keys, and say so.
pytestmark = pytest.mark.filterwarnings("default")


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def _run(notebook: Any, store: Path | None) -> str:
    """What the cells show, as text; raises when one fails."""
    environment = {name: value for name, value in os.environ.items() if name != "KEDJA_STORE"}
    if store:
        environment["KEDJA_STORE"] = str(store)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(env=environment)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in outputs)


def test_there_is_a_study() -> None:
    assert [path.name for path in STUDIES] == ["miljodata.ipynb"]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    for cell in _read(path).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert not cell.metadata


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the bundled case without the precedent: it would show if the study read the files again."""
    path = tmp_path_factory.mktemp("study") / "case.db"
    with open_graph(path, create=True) as graph:
        ingest(graph.ledger, [file for file in case_files("miljodata") if file.stem != "precedent"])
    return path


@pytest.fixture(scope="module")
def study(store: Path) -> tuple[Any, str]:
    """The study after it ran on the store, and what it told."""
    notebook = _read(NOTEBOOKS / "miljodata.ipynb")
    before = _snapshot(store)
    told = _run(notebook, store)
    assert _snapshot(store) == before, "the study wrote into the store that it was given"
    return notebook, told


def _snapshot(store: Path) -> object:
    with open_graph(store) as graph:
        return graph.ledger.snapshot()


def _shown(notebook: Any, kind: str) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.data[kind] for output in outputs if kind in output.get("data", {})]


def test_it_tells_what_the_store_answers(study: tuple[Any, str], store: Path) -> None:
    with open_graph(store) as graph:
        for told in _key_figures(graph):
            assert told in study[1]


def _key_figures(graph: Graph) -> list[str]:
    claims = list(graph.claims())
    rest = graph.blast_radius("incident/miljodata-2025").unidentified
    positions = [position.value for conflict in graph.conflicts() for position in conflict.positions]
    sources = {claim.source.id for claim in claims}
    return [f"{len(claims)} claims from {len(sources)} sources", *(item.in_words for item in rest), *positions]


def test_it_tells_what_the_case_is_known_for(study: tuple[Any, str]) -> None:
    for told in ("at least 164 municipalities", "about 250 customers", "2025-08-23/2025-08-24", "Linnéuniversitetet"):
        assert told in study[1]


def test_it_draws_every_plot_and_shows_the_network_page(study: tuple[Any, str]) -> None:
    drawing = [cell for cell in study[0].cells if "plt.show()" in cell.source]
    assert len(drawing) >= 7
    assert len(_shown(study[0], "image/png")) == len(drawing)
    assert sum("<iframe" in html for html in _shown(study[0], "text/html")) == 1


def test_no_cell_warns(study: tuple[Any, str]) -> None:
    outputs = [output for cell in study[0].cells for output in cell.get("outputs", [])]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


def test_without_a_store_it_makes_its_own() -> None:
    notebook = _read(NOTEBOOKS / "miljodata.ipynb")
    notebook.cells = [*notebook.cells[:2], notebook.cells[-1]]
    assert "claims from" in _run(notebook, None)
