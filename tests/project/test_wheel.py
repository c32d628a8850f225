"""The built wheel works away from the checkout, with its data files."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

_PACKAGES = ("graph/kedja", "ingest/kedja_ingest", "api/kedja_api")
_UV = [sys.executable, "-m", "uv"]


def _run(command: list[str], folder: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "KEDJA_STORE"}}
    return subprocess.run(command, cwd=folder, env=env, check=True, text=True, stdout=subprocess.PIPE).stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    lock = str(root / "requirements.lock")
    _run([*_UV, "build", "--quiet", "--wheel", "--build-constraints", lock, "--out-dir", str(folder)], root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bin(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment that holds the wheel and what it needs, and nothing else."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    _run([*_UV, "venv", "--quiet", "--python", sys.executable, str(venv)], root)
    install = ["pip", "install", "--quiet", "--python", str(venv), "--constraint", str(root / "requirements.lock")]
    _run([*_UV, *install, str(wheel)], root)
    return venv / "bin"


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path, root: Path, files: list[Path]) -> None:
    folders = {package: root / package for package in _PACKAGES}
    wanted = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for folder in folders.values()
        for path in files
        if path.is_relative_to(folder)
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == wanted
    assert any(name.endswith(".csv") for name in held)


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_tests_find_outside_the_checkout_what_they_import(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    script = (root / "scripts/test_wheel.sh").read_text(encoding="utf-8").splitlines()
    [copying] = (line.split() for line in script if line.startswith("cp -R "))
    assert set(settings["pythonpath"]) <= set(copying)


def test_the_packages_come_from_the_wheel(bin: Path, tmp_path: Path) -> None:
    program = "import kedja, kedja_ingest, kedja_api; print(kedja.__file__)"
    assert Path(_run([str(bin / "python"), "-c", program], tmp_path).strip()).is_relative_to(bin.parent)


def test_the_demo_runs_with_runtime_dependencies_alone(bin: Path, tmp_path: Path) -> None:
    assert "Miljödata" in _run([str(bin / "kedja"), "demo", "--no-serve"], tmp_path)
    assert (tmp_path / "kedja.db").is_file()
