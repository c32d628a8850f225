"""`kedja ingest` and `kedja extract`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kedja import open_graph
from kedja.claim import Claim, encode_claim
from kedja.ontology import Marking
from kedja_api.command.output import Output, safe
from kedja_api.wire import to_json
from kedja_ingest import (
    Address,
    Reader,
    ReadOptions,
    Redacted,
    Rejected,
    Report,
    extract,
    ingest,
    path_or_address,
    reader_named,
    watch,
)

_COVERED = {
    "identity_number": "identity numbers",
    "payment_card": "payment card numbers",
    "home_address": "home addresses",
    "private_email": "private mailboxes",
}


def run_ingest(args: Namespace, out: Output) -> int:
    """Reads files, folders and addresses into the store; 3 when something was rejected."""
    paths, reader, marking = [path_or_address(path) for path in args.paths], _reader(args), Marking(args.marking)
    if args.watch:
        return _watch(args, paths, out, reader, marking)
    report = ingest_with_progress(args, paths, out, reader, _options(args), marking)
    return _tell(report, out)


def _watch(
    args: Namespace, paths: Sequence[Path | Address], out: Output, reader: Reader | None, marking: Marking
) -> int:
    """Tells of each round in which something was read, until interrupted."""
    code = 0
    with open_graph(args.store, create=True, wait=args.wait) as graph:
        try:
            for report in watch(graph.ledger, paths, reader=reader, options=_options(args), marking=marking):
                code = max(code, _tell(report, out))
                sys.stdout.flush()
        except KeyboardInterrupt:
            out.note("stopped watching")
    return code


def _tell(report: Report, out: Output) -> int:
    if out.json:
        out.answer(report.to_json())
    else:
        show_report(report, out)
    return 3 if report.rejected else 0


def ingest_with_progress(
    args: Namespace,
    paths: Sequence[Path | Address],
    out: Output,
    reader: Reader | None = None,
    options: ReadOptions | None = None,
    marking: Marking = Marking.CLEAR,
) -> Report:
    """Reads into the store, with a progress bar on a terminal."""
    with open_graph(args.store, create=True, wait=args.wait) as graph, out.progress() as bar:
        task = bar.add_task("claims", total=None)

        def on_source(file: Path, added: int) -> None:
            bar.update(task, advance=added, description=safe(file.name))

        return ingest(graph.ledger, paths, reader=reader, options=options, marking=marking, progress=on_source)


def _options(args: Namespace) -> ReadOptions:
    return ReadOptions(mapping=args.map, fetch=not args.no_fetch)


def _reader(args: Namespace) -> Reader | None:
    return reader_named(args.reader) if args.reader else None


def show_report(report: Report, out: Output) -> None:
    """The report for people, and what was rejected."""
    sources, entities = len(report.sources), len(report.entities)
    unchanged = f"; {report.unchanged:,} unchanged files not opened again" if report.unchanged else ""
    out.show(
        f"{report.added:,} claims added, {report.known:,} known already, from {sources:,} sources "
        f"about {entities:,} entities, in {report.seconds:.2f} s{unchanged}"
    )
    show_redacted(report.redacted, out)
    show_rejected(report.rejected, out)


def show_redacted(redacted: Counter[str], out: Output) -> None:
    """One line on what was covered, when there was anything."""
    if redacted:
        counts = ", ".join(f"{count:,} {_COVERED.get(kind, kind)}" for kind, count in sorted(redacted.items()))
        out.note(f"personal data covered before reading: {counts}")


def show_rejected(rejected: Sequence[Rejected], out: Output) -> None:
    """Each rejection on a line of stderr."""
    for item in rejected:
        out.warn(f"rejected: {item.path}{f', {item.where}' if item.where else ''}: {item.reason}")


def run_extract(args: Namespace, out: Output) -> int:
    """Prints the claims of a file without storing them; 3 when something was rejected."""
    aside = _Aside()
    found = extract(path_or_address(args.file), _reader(args), _options(args), Marking(args.marking))
    if out.json:
        items = [to_json(item) for item in aside.claims(found)]
        rejected, redacted = to_json(aside.rejected), dict(sorted(aside.redacted.items()))
        out.answer({"items": items, "total": len(items), "rejected": rejected, "redacted": redacted})
    else:
        out.lines(encode_claim(item) for item in aside.claims(found))
        show_redacted(aside.redacted, out)
        show_rejected(aside.rejected, out)
    return 3 if aside.rejected else 0


class _Aside:
    """What was found besides claims."""

    def __init__(self) -> None:
        self.rejected: list[Rejected] = []
        self.redacted: Counter[str] = Counter()

    def claims(self, items: Iterable[Claim | Rejected | Redacted]) -> Iterator[Claim]:
        """The claims; the rest goes aside."""
        for item in items:
            if isinstance(item, Rejected):
                self.rejected.append(item)
            elif isinstance(item, Redacted):
                self.redacted[item.kind] += item.count
            else:
                yield item
