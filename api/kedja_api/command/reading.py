"""`kedja ingest` and `kedja extract`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kedja import open_graph
from kedja.claim import Claim, encode_claim
from kedja.ontology import Marking
from kedja_api.command.output import Output, safe
from kedja_api.wire import to_json
from kedja_ingest import Reader, ReadOptions, Rejected, Report, extract, ingest, reader_named


def run_ingest(args: Namespace, out: Output) -> int:
    """Reads files and folders into the store; 3 when something was rejected."""
    report = ingest_with_progress(args, args.paths, out, _reader(args), args.map, Marking(args.marking))
    if out.json:
        out.answer(report.to_json())
    else:
        show_report(report, out)
    return 3 if report.rejected else 0


def ingest_with_progress(
    args: Namespace,
    paths: Sequence[Path],
    out: Output,
    reader: Reader | None = None,
    mapping: Path | None = None,
    marking: Marking = Marking.CLEAR,
) -> Report:
    """Reads into the store, with a progress bar on a terminal."""
    with open_graph(args.store, create=True, wait=args.wait) as graph, out.progress() as bar:
        task = bar.add_task("claims", total=None)

        def on_source(file: Path, added: int) -> None:
            bar.update(task, advance=added, description=safe(file.name))

        options = ReadOptions(mapping=mapping)
        return ingest(graph.ledger, paths, reader=reader, options=options, marking=marking, progress=on_source)


def _reader(args: Namespace) -> Reader | None:
    return reader_named(args.reader) if args.reader else None


def show_report(report: Report, out: Output) -> None:
    """The report for people, and what was rejected."""
    sources, entities = len(report.sources), len(report.entities)
    out.show(
        f"{report.added:,} claims added, {report.known:,} known already, from {sources:,} sources "
        f"about {entities:,} entities, in {report.seconds:.2f} s"
    )
    show_rejected(report.rejected, out)


def show_rejected(rejected: Sequence[Rejected], out: Output) -> None:
    """Each rejection on a line of stderr."""
    for item in rejected:
        out.warn(f"rejected: {item.path}{f', {item.where}' if item.where else ''}: {item.reason}")


def run_extract(args: Namespace, out: Output) -> int:
    """Prints the claims of a file without storing them; 3 when something was rejected."""
    rejected: list[Rejected] = []
    found = extract(args.file, _reader(args), ReadOptions(mapping=args.map), Marking(args.marking))
    if out.json:
        items = [to_json(item) for item in _sorted_out(found, rejected)]
        out.answer({"items": items, "total": len(items), "rejected": to_json(rejected)})
    else:
        out.lines(encode_claim(item) for item in _sorted_out(found, rejected))
        show_rejected(rejected, out)
    return 3 if rejected else 0


def _sorted_out(items: Iterable[Claim | Rejected], rejected: list[Rejected]) -> Iterator[Claim]:
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            yield item
