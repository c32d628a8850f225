"""`kedja review`."""

from __future__ import annotations

import sys
from argparse import Namespace

from kedja.review import awaiting, undo_review
from kedja_api.command.asking import asked_graph
from kedja_api.command.output import Output
from kedja_api.wire import to_json


def run_review(args: Namespace, out: Output) -> int:
    """Asks for each claim that awaits review, lists them with --json, or takes a review back."""
    with asked_graph(args) as graph:
        if args.undo:
            judgement = undo_review(graph.ledger, args.undo, by=args.by)
            out.answer(to_json(judgement)) if out.json else out.note(f"{args.undo} awaits review again")
            return 0
        sources = graph.sources_named(args.source) if args.source else None
        claims = list(awaiting(graph.ledger, sources))
        if out.json:
            out.items([to_json(claim) for claim in claims])
            return 0
        from kedja_api.command.review.dialogue import Dialogue

        dialogue = Dialogue(graph.ledger, out, args.by)
        dialogue.review(claims)
        done = dialogue.done
        left = len(claims) - sum(done.values()) + done["skip"]
        sys.stdout.flush()
        out.note(
            f"{done['accept']} accepted, {done['correct']} corrected, {done['reject']} rejected; {left} await review"
        )
    return 0
