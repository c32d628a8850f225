"""The study of the bundled case runs from its first cell to its last, and is committed without outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
STUDIES = sorted(NOTEBOOKS.glob("*.ipynb"))


def test_there_is_a_study() -> None:
    assert [path.name for path in STUDIES] == ["miljodata.ipynb"]


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.fixture(scope="module")
def outputs() -> list[Any]:
    """What the cells of the study show."""
    notebook = nbformat.read(NOTEBOOKS / "miljodata.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


# The kernel and its client speak over loopback without keys, and say so.
@pytest.mark.filterwarnings("default")
def test_the_study_draws_and_tells(outputs: list[Any]) -> None:
    texts = [output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in outputs]
    together = "\n".join(texts)
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 4
    for told in ("349 claims from 56 sources", "at least 133", "2025-08-23/2025-08-24", "organization/region-skane"):
        assert told in together
    assert any("<iframe" in output.get("data", {}).get("text/html", "") for output in outputs)
