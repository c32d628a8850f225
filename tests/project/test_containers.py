"""docker-compose.yml and the Dockerfile hold what is promised of them; no container engine is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML


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
    name, place = volume.split(":")
    assert name in compose["volumes"]
    assert f"KEDJA_STORE={place}/" in dockerfile


def test_no_password_stands_in_the_files(root: Path, dockerfile: str) -> None:
    secret = re.compile(r"(password|passwd|secret|token|NEO4J_AUTH)\w*[=:] *[^$\s{]", re.IGNORECASE)
    assert not secret.search((root / "docker-compose.yml").read_text(encoding="utf-8"))
    assert not secret.search(dockerfile)


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
