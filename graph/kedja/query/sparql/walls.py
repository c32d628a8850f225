"""What the system forbids a process that evaluates queries: too much memory, too much time, and connections."""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys
from contextlib import suppress

#: Numbers of socket(2), connect(2), sendto(2), bind(2), io_uring_setup(2), and the architecture's own number (audit.h).
_CALLS = {"x86_64": (0xC000003E, (41, 42, 44, 49, 425)), "aarch64": (0xC00000B7, (198, 203, 206, 200, 425))}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # EPERM
_OTHER_ABI = 0x40000000  # x32 on x86_64


def limit_memory(more: int) -> None:
    """The process may take so many bytes more of address space than it has; no limit where the system has none.

    Called again, it counts from what the process has by then.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        hardest = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + more, hardest))


def lift_memory() -> None:
    """The process may take what it may by the system's own limit."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            hardest = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (hardest, hardest))


def forbid_core() -> None:
    """A process that ends over its memory leaves no copy of it on disk."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        pages = int(file.read().split()[0])
    import resource

    return pages * resource.getpagesize()


def limit_time(seconds: float) -> None:
    """The process ends after so many seconds, even where nobody is left to end it; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def forbid_connections() -> bool:
    """From now on the process can open no socket, for good; False where the system cannot be asked for that."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    program = _program(*_CALLS[platform.machine()])
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.create_string_buffer(header, len(header)), 0, 0) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """A filter in BPF: the calls are refused, and so is every call in the manner of another architecture."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _REFUSE), (_LOAD, 0, 0, 0)]
    # How many steps there are from here to the last one, which refuses.
    steps += [(_AT_LEAST, len(calls) + 1, 0, _OTHER_ABI)]
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
