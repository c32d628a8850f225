"""docker-compose.yml and the Dockerfile hold what is promised of them; no container engine is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from neo4j_server import VERSION, shared_server
from ruamel.yaml import YAML

from kedja.ledger.neo4j.address import parse_address


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(root / "docker-compose.yml"))


@pytest.fixture(scope="module")
def dockerfile(root: Path) -> str:
    return (root / "Dockerfile").read_text(encoding="utf-8")


def _valid(path: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_compose_file_follows_the_specification(root: Path, tmp_path: Path) -> None:
    assert _valid(root / "docker-compose.yml")
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("services: {api: {image: kedja, portz: []}}\n", encoding="utf-8")
    assert not _valid(wrong)


def test_every_port_is_on_loopback(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert "127.0.0.1:8000:8000" in ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_service_says_whether_it_is_healthy(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert service["healthcheck"]["test"][0] == "CMD"
    program = compose["services"]["api"]["healthcheck"]["test"][-1]
    compile(program, "healthcheck", "exec")
    assert "/healthz" in program


def test_the_store_lies_in_a_named_volume(compose: dict[str, Any], dockerfile: str) -> None:
    (volume,) = compose["services"]["api"]["volumes"]
    _, place = volume.split(":")
    assert f"KEDJA_STORE={place}/" in dockerfile
    assert compose["services"]["api"]["environment"]["KEDJA_CACHE"].startswith(f"{place}/")
    assert "neo4j-data:/data" in compose["services"]["neo4j"]["volumes"]
    volumes = [volume for service in compose["services"].values() for volume in service["volumes"]]
    assert {volume.partition(":")[0] for volume in volumes} == compose["volumes"].keys()


def test_the_api_waits_for_its_store(compose: dict[str, Any]) -> None:
    api = compose["services"]["api"]
    assert api["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    address = parse_address(
        api["environment"]["KEDJA_STORE"].replace("${NEO4J_PASSWORD:?set a password for Neo4j}", "x")
    )
    assert (address.uri, address.user, address.password) == ("neo4j://neo4j:7687", "neo4j", "x")


def test_the_server_is_of_the_version_that_is_tested(compose: dict[str, Any]) -> None:
    image = compose["services"]["neo4j"]["image"]
    assert VERSION.startswith(image.removeprefix("neo4j:").removesuffix("-community") + ".")


def test_the_check_of_neo4j_knows_whether_it_answers(compose: dict[str, Any]) -> None:
    _, *command = compose["services"]["neo4j"]["healthcheck"]["test"]
    for port, code in ((shared_server().port, 0), (1, 1)):
        at_port = [argument.replace("/7687", f"/{port}") for argument in command]
        assert at_port != command
        assert subprocess.run(at_port, check=False, capture_output=True, timeout=20).returncode == code


def test_no_password_stands_in_the_files(root: Path, dockerfile: str) -> None:
    secret = re.compile(r"(password|passwd|secret|token)\w*[=:] *[^$\s{]|NEO4J_AUTH[=:](?! neo4j/\$\n)", re.IGNORECASE)
    compose = (root / "docker-compose.yml").read_text(encoding="utf-8")
    given = re.sub(r"\$\{[^}]*\}", "$", compose)
    assert not secret.search(given)
    assert not secret.search(dockerfile)
    for wrong in ("NEO4J_AUTH: neo4j/neo4j\n", "NEO4J_AUTH: none\n", "KEDJA_TOKEN: abc", "password=x"):
        assert secret.search(wrong)
    assert compose.count("${NEO4J_PASSWORD") == compose.count("${NEO4J_PASSWORD:?") == 2


def test_the_image_runs_an_installed_command_as_an_ordinary_user(dockerfile: str, settings: dict[str, Any]) -> None:
    last_stage = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root|0)\w+$", last_stage, re.MULTILINE)
    entry = re.search(r'^ENTRYPOINT \["(\w+)"\]$', last_stage, re.MULTILINE)
    assert entry
    assert entry[1] in settings["project"]["scripts"]


def test_what_the_image_copies_is_there_and_not_ignored(root: Path, dockerfile: str) -> None:
    copied = {name for line in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE) for name in line.split()}
    kept = {line[1:] for line in (root / ".dockerignore").read_text(encoding="utf-8").split() if line[0] == "!"}
    assert copied == kept
    assert all((root / name).exists() for name in copied)
