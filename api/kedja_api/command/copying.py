"""`kedja copy`: one store's record into another, batch by batch."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

from kedja.errors import NotFoundError, UsageError
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ledger.base import SealedBatch
from kedja_api.command.output import Output


def run_copy(args: Namespace, out: Output) -> int:
    """Copies what the target lacks; the source may be written to meanwhile, and is copied up to some batch."""
    with ExitStack() as stack:
        source = stack.enter_context(open_ledger(args.source, wait=args.wait))
        target = stack.enter_context(open_ledger(args.target, create=True, wait=args.wait))
        if source.home == target.home:
            raise UsageError("the two stores are one")
        before = target.count(Selection()), len(target.judgements())
        bar = stack.enter_context(out.progress())
        task = bar.add_task("batches", total=None)
        batches = target.replay(_counted(_missing(source, target), lambda: bar.advance(task)))
        after = target.count(Selection()), len(target.judgements())
        whole = target.snapshot() == source.snapshot()
    report = {"batches": batches, "claims": after[0] - before[0], "judgements": after[1] - before[1], "whole": whole}
    if out.json:
        out.answer(report)
    else:
        out.note(f"{report['claims']:,} claims and {report['judgements']:,} judgements in {batches:,} batches copied")
        out.note("both stores have the same chain" if whole else "the first store was written to meanwhile: copy again")
    return 0


def _missing(source: Ledger, target: Ledger) -> Iterator[SealedBatch]:
    snapshot = target.snapshot()
    try:
        yield from source.batches(snapshot)
    except NotFoundError:
        raise UsageError(
            "the second store has a history of its own, which the first does not begin with; name an empty store, "
            "or take the claims over with `kedja export --format claims` and `kedja ingest`"
        ) from None


def _counted(batches: Iterable[SealedBatch], advance: Callable[[], None]) -> Iterator[SealedBatch]:
    for batch in batches:
        yield batch
        advance()
