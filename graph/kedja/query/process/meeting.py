"""Where a keeper and its clients meet: a file that only the owner may read names the socket and its key."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import tempfile
import time
from multiprocessing import AuthenticationError
from multiprocessing import connection as sockets
from multiprocessing.connection import Connection, answer_challenge, deliver_challenge
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A keeper that runs: its process, its socket, the key that both sides must know, and its version of Kedja."""

    pid: int
    socket: str
    key: str
    version: str

    @property
    def family(self) -> str:
        """The kind of socket, as `multiprocessing.connection` names it."""
        return "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"

    def connect(self) -> Connection | None:
        """A connection to the keeper, None when nobody there knows the key."""
        try:
            return sockets.Client(self.socket, self.family, authkey=self.key.encode())
        except (OSError, EOFError, AuthenticationError):
            return None

    def admit(self, connection: Connection) -> bool:
        """True when the client at the other end knows the key, which the keeper shows it too."""
        try:
            deliver_challenge(connection, self.key.encode())
            answer_challenge(connection, self.key.encode())
        except (OSError, EOFError, AuthenticationError):
            return False
        return True


#: Locks of this process, which a lock that nothing refers to would give back.
_HELD: list[FileLock] = []


def locked(folder: Path, wait: float = 15.0) -> bool:
    """Takes the right to be the folder's keeper, until this process ends.

    False when another process has it and answers, or keeps it for longer than `wait` seconds: a keeper that is about
    to end has withdrawn its announcement and is waited for.
    """
    lock = FileLock(folder / "keeper.lock", mode=0o600)
    deadline = time.monotonic() + wait
    while True:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if announced(folder) or time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            _HELD.append(lock)
            meeting_file(folder).unlink(missing_ok=True)  # of one that was killed
            return True


def meeting_file(folder: Path) -> Path:
    """The file of the folder's keeper."""
    return folder / "keeper.json"


def arrange(folder: Path, version: str) -> Meeting:
    """A meeting for this process, not yet announced."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        socket = rf"\\.\pipe\kedja-{name}-{os.getpid()}"
    else:
        # The path of a socket is limited to about 100 bytes, which a project's folder may exceed.
        place = Path(tempfile.gettempdir(), f"kedja-{os.getuid()}")
        place.mkdir(mode=0o700, exist_ok=True)
        if place.is_symlink() or place.stat().st_uid != os.getuid() or place.stat().st_mode & 0o077:
            place = Path(tempfile.mkdtemp(prefix="kedja-"))
        socket = str(place / f"{name}-{os.getpid()}.sock")
        Path(socket).unlink(missing_ok=True)
    return Meeting(pid=os.getpid(), socket=socket, key=secrets.token_hex(32), version=version)


def announce(folder: Path, meeting: Meeting) -> None:
    """Puts the meeting where clients look for it, whole or not at all."""
    scratch = folder / f"keeper-{meeting.pid}.tmp"
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(meeting))
    scratch.replace(meeting_file(folder))


def announced(folder: Path) -> Meeting | None:
    """The meeting that a keeper announced, None when there is none or it cannot be read."""
    try:
        return msgspec.json.decode(meeting_file(folder).read_bytes(), type=Meeting)
    except (OSError, msgspec.DecodeError):
        return None


def withdraw(folder: Path, meeting: Meeting) -> None:
    """Takes the announcement back, if it is still this one."""
    if announced(folder) == meeting:
        meeting_file(folder).unlink(missing_ok=True)
    if sys.platform != "win32":
        Path(meeting.socket).unlink(missing_ok=True)
