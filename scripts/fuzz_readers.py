"""Feeds broken and hostile reports to the reader of reports: `python scripts/fuzz_readers.py --count 10000`.

Every input must end in claims or in rejections with a file, in bounded time and memory. Prints how many became claims,
how many were rejected, the slowest, and the peak of memory; exits with 1 at a hang, a crash, or memory above the limit.
The same seed makes the same inputs.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from report_makers import MAKERS, PARAGRAPHS, packed, pdf, word

from kedja.claim import Claim
from kedja_ingest import ReadOptions, Rejected, extract

_WORDS = (
    "attack",
    "Acme Logistics",
    "811218-9876",
    "תקיפה",
    "شركة",
    "\u202e",
    "é",
    "\x00",
    "🙂",
    "<p>",
    "&nbsp;",
    "]]>",
    "=?utf-8?q?=C3?=",
    "\r",
    "%PDF-",
    "200 municipalities",
)
Change = Callable[[random.Random, bytes], bytes]


def _cut(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _flip(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 30)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _repeat(rng: random.Random, content: bytes) -> bytes:
    start, length = rng.randrange(len(content)), rng.randint(1, 200)
    return content[:start] + content[start : start + length] * rng.randint(2, 300) + content[start:]


def _insert(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(_WORDS).encode() * rng.randint(1, 20) + content[at:]


def _nest(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice((b"<div>", b"<b>", b"<table><tr><td>", b"[", b"(", b"<<")) * 3_000 + content[at:]


def _swap(rng: random.Random, content: bytes) -> bytes:
    at, other = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[other:] + content[at:other] + content[:at]


_CHANGES: tuple[Change, ...] = (_cut, _flip, _repeat, _insert, _nest, _swap)


def _bytes(rng: random.Random) -> tuple[str, bytes]:
    return f"bytes{rng.choice(tuple(MAKERS))}", rng.randbytes(rng.randrange(1, 20_000))


def _changed(rng: random.Random) -> tuple[str, bytes]:
    ending = rng.choice(tuple(MAKERS))
    words = " ".join(rng.choices(_WORDS, k=rng.randint(1, 40))).replace("\x00", "")
    made = PARAGRAPHS if ending == ".docx" else (*PARAGRAPHS, words)
    content = MAKERS[ending](made)
    for _ in range(rng.randint(0, 4)):
        content = rng.choice(_CHANGES)(rng, content) or b" "
    return f"changed{ending}", content


def _misnamed(rng: random.Random) -> tuple[str, bytes]:
    name, content = _changed(rng)
    return f"misnamed{rng.choice(tuple(MAKERS))}", content if name else b""


def _hostile(rng: random.Random) -> tuple[str, bytes]:
    """Few and costly: what is large, deep, or unpacks to much."""
    size = rng.randint(1, 10)
    return rng.choice(
        (
            ("line.txt", b"word " * (200_000 * size)),
            ("line.html", b"<html><body><p>" + b"word " * (200_000 * size)),
            ("deep.html", b"<html><body>" + b"<div>" * (20_000 * size) + b"text"),
            ("bomb.docx", packed({"word/document.xml": "\0" * (4_000_000 * size)})),
            ("deep.docx", word(PARAGRAPHS, "<a>" * (10_000 * size))),
            ("entities.docx", packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
            ("pages.pdf", pdf(["word " * 20] * (100 * size))),
            ("broken.pdf", b"%PDF-1.7\n" + b"1 0 obj << /Kids [" * (5_000 * size)),
            ("letters.eml", b"From: " + b"(" * (10_000 * size) + b"\n\ntext"),
            ("feed.xml", b"<rss><channel>" + b"<item><title>a</title></item>" * (1_000 * size) + b"</channel></rss>"),
            ("cut.txt", "å".encode() * (1_000 * size) + b"\xc3"),
            ("right.txt", "תקפו את החברה ביום שני. ".encode() * (500 * size)),
            ("shape.txt", _shape(rng, 50_000 * size)),
        )
    )


# What reading has to go over many times: headers that give the language, then one thing again and again.
_SHAPES = (
    *(
        "a\n",
        "Acme\n",
        "Acme. ",
        "and ",
        ", ",
        "1",
        "1 2 ",
        "123 456 ",
        "(",
        "(a) ",
        '"',
        '"a" ',
        "“",
        "'s ",
        "> ",
        "> a\n",
    ),
    *("x", "attack", "a-", "A.B.", "A & ", ". ", " ", "_", "🙂 ", "it ", "their systems ", "the supplier "),
    *(
        "Acme, ",
        "Acme and ",
        "Acme (AC) ",
        "attack on Acme ",
        "University of ",
        "Was Acme hit? Yes. ",
        "On 3 May 2025 ",
    ),
    *("250 customers, including 164 municipalities and ", "John Smith, chief executive of Acme, said. ", "$5 million "),
    *("names, addresses and social security numbers ", "no information whether ", "may not be "),
)


def _shape(rng: random.Random, length: int) -> bytes:
    shape = rng.choice(_SHAPES)
    header = f"language: {rng.choice(('en', 'sv'))}\ndate: 2025-08-28\n\n"
    return (header + (shape * (length // len(shape) + 1))[: length - len(header)]).encode()


def inputs(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Named contents; one in two hundred is costly."""
    rng = random.Random(seed)
    for number in range(count):
        kind = _hostile if number % 200 == 0 else rng.choice((_bytes, _changed, _changed, _changed, _misnamed))
        yield kind(rng)


@dataclass(slots=True)
class Tally:
    """What became of the inputs; seconds, and bytes."""

    outcomes: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    slowest: tuple[float, str] = (0.0, "")
    memory: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        total = sum(self.outcomes.values())
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(self.outcomes.items()))
        yield f"{total:,} inputs: {told}; {self.claims:,} claims"
        yield f"slowest {self.slowest[0]:.2f} s ({self.slowest[1]}), peak memory {self.memory >> 20:,} MB"
        yield from self.faults


class HangError(Exception):
    """An input took longer than it may."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise HangError(f"takes longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(seed: int, count: int, folder: Path, *, seconds: float) -> Tally:
    """Reads all inputs of the seed, each as a file in the folder."""
    tally = Tally()
    for number, (name, content) in enumerate(inputs(seed, count)):
        path = folder / f"{number}-{name}"
        path.write_bytes(content)
        start = time.perf_counter()
        _read(path, tally, seconds)
        tally.slowest = max(tally.slowest, (time.perf_counter() - start, path.name))
        if not tally.faults or not tally.faults[-1].startswith(path.name):
            path.unlink()
    tally.memory = _peak()
    return tally


def _read(path: Path, tally: Tally, seconds: float) -> None:
    try:
        with _at_most(seconds):
            found = list(extract(path, None, ReadOptions()))
    except Exception as error:  # noqa: BLE001  whatever comes is what is looked for
        tally.faults.append(f"{path.name}: {type(error).__name__}: {error}")
        tally.outcomes["crashed"] += 1
        return
    rejected = [item for item in found if isinstance(item, Rejected)]
    claims = sum(isinstance(item, Claim) for item in found)
    tally.claims += claims
    tally.outcomes["with claims" if claims else "rejected" if rejected else "without claims"] += 1
    tally.faults += [
        f"{path.name}: rejected without place or reason: {item}" for item in rejected if not _is_told(item)
    ]


def _is_told(item: Rejected) -> bool:
    return bool(item.path and item.reason) and "broke the process" not in item.reason


def _peak() -> int:
    """The most memory that this process, or one that it started and that has ended, has had, in bytes."""
    import resource

    from kedja_ingest.documents import apart

    apart._parser.close()
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, others) * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    """Runs the inputs of a seed; 1 when anything was not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000, help="how many inputs (default 10,000)")
    parser.add_argument("--seed", type=int, default=1, help="which inputs (default 1)")
    parser.add_argument("--seconds", type=float, default=60.0, help="most for one input (default 60)")
    parser.add_argument("--memory", type=int, default=2_500, help="most for a process, in MB (default 2,500)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = run(arguments.seed, arguments.count, Path(folder), seconds=arguments.seconds)
    print(*tally.lines(), sep=os.linesep)
    return 1 if tally.faults or tally.memory > arguments.memory << 20 else 0


if __name__ == "__main__":
    sys.exit(main())
