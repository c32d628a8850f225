"""A real Neo4j for the tests, without Docker and without an installed Java.

python tests/neo4j_server.py            starts one, prints its address, and stops it at the end of input
python tests/neo4j_server.py --fetch    only fetches what it needs

The Java runtime is the one inside `arcadedb-embedded`; the jars come from Maven Central, once, into a folder
that KEDJA_NEO4J_JARS names (default: below the user's cache).
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from pathlib import Path

#: The long-term support version that is tested.
VERSION = "5.26.15"
#: Everything that it needs at run time (`org.neo4j:neo4j`, `org.neo4j:neo4j-bolt`), with the hash of each.
_LIST = Path(__file__).with_name("neo4j-jars.txt")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
_OPTIONS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Xmx1g",
)
#: Half the processor time until it answers, for servers that are asked little; not for measurements.
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def jars() -> Path:
    """The folder of the jars, whether they are there or not."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return Path(os.environ.get("KEDJA_NEO4J_JARS", cache / "kedja-tests")) / f"neo4j-{VERSION}"


def fetch() -> Path:
    """Fetches the jars where they are missing; the folder is there whole or not at all."""
    folder = jars()
    if folder.is_dir():
        return folder
    print(f"Fetching Neo4j {VERSION} for the tests", file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, ThreadPoolExecutor(8) as pool:
        found = Path(scratch, "jars")
        found.mkdir()
        for path in pool.map(_fetched, _LIST.read_text().splitlines(), repeat(Path(scratch))):
            shutil.copy(path, found)
        with suppress(OSError):  # another process was first
            found.rename(folder)
    return folder


def _fetched(line: str, scratch: Path) -> Path:
    """The jar that the line names, from this machine's Maven or the public repository, compared with its hash."""
    from jgo.maven import MavenContext

    coordinate, _, digest = line.partition(" sha256:")
    group, artifact, version = coordinate.split(":")
    context = MavenContext(repo_cache=scratch, local_repos=[Path.home() / ".m2" / "repository"], timeout=60)
    path = Path(context.project(group, artifact).at_version(version).artifact().resolve())
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise RuntimeError(f"{path}: is not the {coordinate} that {_LIST.name} names")
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Neo4jServer:
    """A server in a folder of its own; `kill` and `start` leave what it stored."""

    folder: Path
    port: int = field(default_factory=_free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(8))
    process: subprocess.Popen[str] | None = None
    quick: bool = False

    @property
    def address(self) -> str:
        """The address with user and password, as KEDJA_STORE has it."""
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts the server and waits until it answers; the first time it gets its password."""
        command = [sys.executable, __file__, "--serve", str(self.folder), "--port", str(self.port)]
        command += ["--quick"] if self.quick else []
        with (self.folder / "server.log").open("a") as log:
            pipe = subprocess.PIPE
            self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True)
        assert self.process.stdout
        line = next((line for line in self.process.stdout if line.startswith("ready")), None)
        if line is None:
            raise RuntimeError(f"Neo4j did not start: {(self.folder / 'server.log').read_text()[-2000:]}")
        if not (self.folder / "password").exists():
            self._set_password()

    def _set_password(self) -> None:
        from neo4j import GraphDatabase

        with GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=("neo4j", "neo4j")) as driver:
            text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
            driver.execute_query(text, new=self.password, database_="system")
        (self.folder / "password").write_text(self.password)

    def empty(self) -> None:
        """Deletes everything in the database."""
        from neo4j import GraphDatabase

        with GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=("neo4j", self.password)) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        assert self.process
        self.process.kill()
        self._close()

    def stop(self) -> None:
        """Shuts it down."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self._close()

    def _close(self) -> None:
        assert self.process
        self.process.wait(30)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


@contextmanager
def running(*, quick: bool = False) -> Iterator[Neo4jServer]:
    """A server that is thrown away at the end; a quick one starts in half the time and works slower."""
    fetch()
    with tempfile.TemporaryDirectory(prefix="kedja-neo4j-") as folder:
        server = Neo4jServer(Path(folder), quick=quick)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@cache
def shared_server() -> Neo4jServer:
    """The one server of this run, started by the first who asks and thrown away at the end."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running(quick=True))


def _serve(folder: Path, port: int, *, quick: bool) -> None:
    """Runs the server in this process until it is told to stop, or the one that started it is gone."""
    import arcadedb_embedded
    import jpype

    runtime = Path(arcadedb_embedded.__file__).parent / "jre"
    library = next(path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in runtime.rglob(name))
    options = (*_OPTIONS, *(_QUICK if quick else ()))
    jpype.startJVM(str(library), *options, classpath=[str(jar) for jar in jars().glob("*.jar")])
    connector = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    setting = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    address = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")("127.0.0.1", port)
    yes = jpype.JClass("java.lang.Boolean").TRUE
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    home = jpype.JClass("java.nio.file.Path").of(str(folder / "data"))
    settings = ((connector.enabled, yes), (connector.listen_address, address), (setting.auth_enabled, yes))
    made = builder(home)
    for key, value in settings:
        made.setConfig(key, value)
    service = made.build()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    print("ready", flush=True)
    ended.wait()
    service.shutdown()


def _wait_for_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


def main() -> None:
    """See the head of this file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--serve", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    args = parser.parse_args()
    if args.fetch:
        print(f"Neo4j for the tests: {fetch()}")
    elif args.serve:
        _serve(args.serve, args.port, quick=args.quick)
    else:
        with running() as server:
            print(server.address, flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main()
