"""An ArcadeDB server that speaks Bolt, in a process of its own; its engine is the one that Kedja embeds.

python tests/arcadedb_server.py FOLDER PORT    serves until the end of input, after a line `ready`
"""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DATABASE = "kedja"


@contextmanager
def arcadedb() -> Iterator[str]:
    """The address of an empty database in a server that is thrown away at the end."""
    password = secrets.token_hex(8)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        tempfile.TemporaryDirectory(prefix="kedja-arcadedb-") as folder,
        (Path(folder) / "server.log").open("w") as log,
    ):
        command = [sys.executable, str(Path(__file__).resolve()), folder, str(port), password]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True, cwd=folder)
        with process:
            assert process.stdout
            if not any(line.startswith("ready") for line in process.stdout):
                raise RuntimeError(f"ArcadeDB did not start: {(Path(folder) / 'server.log').read_text()[-2000:]}")
            try:
                yield f"bolt://root:{password}@127.0.0.1:{port}/{_DATABASE}"
            finally:
                process.kill()


def main() -> None:
    """Serves one empty database until the end of input."""
    from arcadedb_embedded.server import create_server

    folder, port, password = sys.argv[1:]
    config = {
        "http_port": 0,
        "bolt_port": int(port),
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    }
    server = create_server(str(Path(folder) / "data"), root_password=password, config=config)
    server.start()
    server.create_database(_DATABASE)
    print("ready", flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
