"""`kedja token` makes tokens of which the service keeps only the hash."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from command_line import Run

from kedja.errors import UsageError
from kedja.ontology import Marking
from kedja_api.http.callers import Permission, read_credentials


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of tokens that the environment names."""
    path = tmp_path / "tokens"
    monkeypatch.setenv("KEDJA_TOKENS", str(path))
    return path


def test_the_token_is_printed_once_and_its_hash_is_kept(run: Run, tokens: Path) -> None:
    printed = run("token", "ann", "--clearance", "amber", "--scopes", "judge,read")
    token = printed.out.strip()
    assert (printed.code, len(token)) == (0, 43)
    assert token not in tokens.read_text()
    (ann,) = read_credentials(tokens)
    assert (ann.caller.name, ann.caller.clearance) == ("ann", Marking.AMBER)
    assert ann.caller.permissions == {Permission.READ, Permission.JUDGE}
    assert ann.fits(token.encode())
    assert not ann.fits(token[:-1].encode())
    if sys.platform != "win32":
        assert stat.S_IMODE(tokens.stat().st_mode) == 0o600


def test_without_more_a_token_reads_what_is_clear(run: Run, tokens: Path) -> None:
    tokens.write_text("# ours", encoding="utf-8")
    made = run("token", "bo", "--json").json
    assert {name: made[name] for name in ("name", "scopes", "clearance")} == {
        "name": "bo",
        "scopes": ["read"],
        "clearance": "CLEAR",
    }
    (bo,) = read_credentials(tokens)
    assert bo.fits(made["token"].encode())


def test_what_makes_no_token_is_refused(run: Run, tokens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("token", "ann").code == 0
    before = tokens.read_text()
    for wrong in (("ann",), ("two words",), ("#",), ("",), ("bo", "--scopes", "rule"), ("bo", "--scopes", "")):
        answer = run("token", *wrong)
        assert (answer.code, answer.out) == (2, "")
    assert tokens.read_text() == before
    assert run("token", "bo", "--tokens", tokens.parent).code == 2
    monkeypatch.delenv("KEDJA_TOKENS")
    assert run("token", "bo").code == 2


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ("ann read CLEAR", "line 1"),
        ("\n# a comment\nann read CLEAR 12", "line 3"),
        (f"ann rule CLEAR {'0' * 64}", "'rule'"),
        (f"ann read PURPLE {'0' * 64}", "'PURPLE'"),
        (f"ann read RED {'0' * 64}\nann read RED {'1' * 64}", "line 2"),
    ],
)
def test_a_wrong_line_is_named(tokens: Path, lines: str, where: str) -> None:
    tokens.write_text(lines, encoding="utf-8")
    with pytest.raises(UsageError, match=where):
        read_credentials(tokens)


def test_a_service_does_not_start_without_its_tokens(run: Run, tokens: Path) -> None:
    answer = run("serve", "--port", "0")
    assert (answer.code, answer.out) == (2, "")
    assert str(tokens) in answer.err
