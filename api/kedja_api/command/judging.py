"""`kedja same`, `different` and `judge`."""

from __future__ import annotations

from argparse import Namespace

from kedja import Graph
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Judgement, Verdict
from kedja.identity.judgement import standing
from kedja_api.command.asking import asked_graph
from kedja_api.command.output import Output
from kedja_api.wire import to_json


def run_same(args: Namespace, out: Output) -> int:
    """Judges that two ids are one thing."""
    return _judge_pair(args, out, Verdict.SAME)


def run_different(args: Namespace, out: Output) -> int:
    """Judges that two ids are two things."""
    return _judge_pair(args, out, Verdict.DIFFERENT)


def _judge_pair(args: Namespace, out: Output, verdict: Verdict) -> int:
    if args.a == args.b:
        raise UsageError("a judgement needs two different ids")
    with asked_graph(args) as graph:
        if args.undo:
            judgement = _take_back(graph, verdict, {args.a, args.b}, args)
        else:
            judgement = graph.judge(verdict, args.a, args.b, by=args.by, why=args.why)
        canonical = graph.ledger.canonical(args.b)
    _tell(judgement, f"{args.b} is now {canonical}" if canonical != args.b else f"{args.b} stands by itself", out)
    return 0


def run_judge(args: Namespace, out: Output) -> int:
    """Settles a conflict in favour of one of its positions."""
    with asked_graph(args) as graph:
        if args.undo:
            judgement = _take_back(graph, Verdict.PREFERS, {args.conflict}, args)
        else:
            _check_position(graph, args.conflict, args.position)
            judgement = graph.judge(Verdict.PREFERS, args.conflict, args.position, by=args.by, why=args.why)
    _tell(judgement, f"{args.conflict}: {args.position or 'open again'}", out)
    return 0


def _check_position(graph: Graph, conflict: str, value: str) -> None:
    found = next((c for c in graph.conflicts() if c.id == conflict), None)
    if found is None:
        raise NotFoundError("conflict", conflict)
    values = [position.value for position in found.positions]
    if value not in values:
        raise UsageError(f"{conflict} has no position {value!r}; it has {', '.join(values)}")


def _take_back(graph: Graph, verdict: Verdict, ids: set[str], args: Namespace) -> Judgement:
    """Takes back the latest standing judgement of that kind about these ids."""
    for judgement in reversed(standing(graph.ledger.judgements())):
        about = {judgement.left} if verdict is Verdict.PREFERS else {judgement.left, judgement.right}
        if judgement.verdict is verdict and about == ids:
            return graph.take_back(judgement.id, by=args.by, why=args.why)
    raise NotFoundError(f"{verdict} judgement", " and ".join(sorted(ids)))


def _tell(judgement: Judgement, text: str, out: Output) -> None:
    if out.json:
        out.answer(to_json(judgement))
    else:
        out.note(text)
