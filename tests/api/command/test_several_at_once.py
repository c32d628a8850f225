"""Several processes ingest into one new store at once, and readers do not wait for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from command_line import CLAIMS, INCIDENT, PAPER, Run, organization, write_lines


def test_what_several_ingest_at_once_is_all_there(run: Run, tmp_path: Path) -> None:
    about = {"subject": INCIDENT, "predicate": "affected"}
    paths = [
        write_lines(
            tmp_path / f"{number}.jsonl",
            [
                {
                    **about,
                    "object": organization(f"Firm {n % 7}", "company"),
                    "source": {**PAPER, "url": f"{number}/{n}"},
                }
                for n in range(20)
            ],
        )
        for number in range(4)
    ]
    paths.append(write_lines(tmp_path / "same.jsonl", CLAIMS))
    store = ("--store", str(tmp_path / "shared.db"))
    command = [sys.executable, "-m", "kedja_api", "ingest", "--quiet", *store]
    # Each reads its own file and one that all read.
    processes = [subprocess.Popen([*command, str(path), str(paths[-1])], stdout=subprocess.DEVNULL) for path in paths]
    assert [process.wait(60) for process in processes] == [0] * len(paths)
    assert run("check", "--json", *store).json["claims"] == 4 * 20 + len(CLAIMS)
    assert run("blast-radius", "organization/nordsystem", "--json", *store).json["reached"] == 9
