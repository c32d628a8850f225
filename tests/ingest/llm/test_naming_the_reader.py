"""The reader is used when it is named and told where its model is, and never otherwise."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from llm_case import TEXT, counted, dated, found, read
from model_server import model, says
from service import await_here

from kedja.errors import UsageError
from kedja.ontology import PREDICATES
from kedja_api.__main__ import main
from kedja_ingest import ReadOptions, extract, reader_for, reader_named
from kedja_ingest.llm import LlmReader
from kedja_ingest.llm.schema import answer_schema
from kedja_ingest.llm.settings import settings_from


def test_no_file_is_sent_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert reader_for(path).name == "article"
    assert reader_named("llm").name == "llm"


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "set KEDJA_LLM_URL and MODEL"),
        ({"KEDJA_LLM_URL": "http://127.0.0.1/v1"}, "set KEDJA_LLM_MODEL"),
        ({"KEDJA_LLM_URL": "ftp://a.example", "KEDJA_LLM_MODEL": "m"}, "must be the base address"),
        ({"KEDJA_LLM_URL": "http://a:b@a.example", "KEDJA_LLM_MODEL": "m"}, "holds a user or a password"),
        ({"KEDJA_LLM_URL": "http://a.example:99999", "KEDJA_LLM_MODEL": "m"}, "is not an address"),
        ({"KEDJA_LLM_URL": "http://a.example", "KEDJA_LLM_MODEL": "m\x1b"}, "must be a model's name"),
        ({"KEDJA_LLM_URL": "https://a.example", "KEDJA_LLM_MODEL": "m", "KEDJA_LLM_KEY": "a\nb"}, "no key has"),
        ({"KEDJA_LLM_URL": "http://a.example", "KEDJA_LLM_MODEL": "m", "KEDJA_LLM_KEY": "k"}, "unencrypted"),
    ],
)
def test_wrong_settings_are_told(environment: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        settings_from(environment)


def test_the_command_reads_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.setenv("KEDJA_LLM_MODEL", "test-model")
    monkeypatch.delenv("KEDJA_LLM_URL", raising=False)
    assert main(["extract", str(path), "--reader", "llm"]) == 2
    assert "KEDJA_LLM_URL" in capfd.readouterr().err
    with model(says(found(), found(quote="not in the text"))) as server:
        monkeypatch.setenv("KEDJA_LLM_URL", server.settings().url)
        store = str(tmp_path / "a.db")
        assert main(["ingest", str(path), "--reader", "llm", "--store", store, "--json"]) == 3
        assert '"added": 1' in capfd.readouterr().out
    assert main(["check", "--store", store]) == 0
    assert main(["claims", "--store", store]) == 0
    assert '"method":"llm/1 test-model"' in capfd.readouterr().out


def test_the_schema_takes_claims_and_nothing_else() -> None:
    validator = jsonschema.Draft202012Validator(answer_schema())
    for claim in (found(), counted(25), dated("2025-08-23")):
        validator.validate({"claims": [claim]})
    for wrong in (found(predicate="kissed"), found(marking="RED"), found(certainty="proven"), {"predicate": "hit"}):
        assert not validator.is_valid({"claims": [wrong]})


def test_the_schema_goes_with_the_question(tmp_path: Path) -> None:
    _, _, server = read(tmp_path, says())
    asked = server.asked[0].body
    assert asked["response_format"]["json_schema"]["schema"] == answer_schema()
    assert all(f"- {name}: " in asked["messages"][0]["content"] for name in PREDICATES)
    assert "Authorization" not in server.asked[0].headers


def test_it_reads_inside_a_running_loop(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    async def inside() -> int:
        return len(list(extract(path, LlmReader(server.settings()), ReadOptions())))

    with model(says(found())) as server:
        assert await_here(inside()) == 1
