"""Conflicts: claims that cannot all be true, found by the ontology's rules and never settled by the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kedja.belief.model import Conflict, Position, Statement
from kedja.belief.quantity import Interval, in_words, interval
from kedja.belief.standing import Standing
from kedja.belief.target import edge_key, scopes_of
from kedja.calendar import first_day, last_day
from kedja.claim import digest
from kedja.identity import Judgement, Verdict, plain
from kedja.ontology import PREDICATES, Literal, Stance

#: Groups of compatible statements, each under the text of its position.
Camps = dict[str, list[Statement]]


def conflict_id(subject: str, predicate: str, kind: str, about: object) -> str:
    """The id of a conflict: it stays the same while claims are added to its positions."""
    return "conflict/" + digest([subject, predicate, kind, about])


def position(value: str, statements: Iterable[Statement]) -> Position:
    """A side of a conflict with its claims and the number of independent voices."""
    held = list(statements)
    claims = tuple(sorted({s.claim.id for s in held}))
    return Position(value=value, claims=claims, voices=len({s.voice for s in held}))


def stance_conflict(id: str, subject: str, predicate: str, target: str, found: Standing) -> Conflict:
    """An edge that some voices assert and others deny."""
    sides = (position("asserts", found.asserting), position("denies", found.denying))
    return Conflict(id=id, subject=subject, predicate=predicate, kind="stance", positions=sides, target=target)


def value_conflicts(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Differing dates, quantities and single-valued qualifiers among claims about one subject and predicate."""
    term = PREDICATES[statements[0].claim.predicate]
    subject = statements[0].subject
    by_scope: dict[object, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_scope[scopes_of(statement.claim)].append(statement)
    for scope, members in by_scope.items():
        if term.literal is Literal.DATE and term.single:
            camps = _camps(_latest(members, lambda s: "date"), _date_text, _day_range)
            yield from _conflict(subject, term.name, "date", scope, camps)
        yield from _quantity_conflicts(subject, term.name, scope, members)
        yield from _qualifier_conflicts(subject, term.name, scope, members, term.exclusive)


def _quantity_conflicts(subject: str, predicate: str, scope: object, members: list[Statement]) -> Iterator[Conflict]:
    by_unit: dict[tuple[str | None, str], list[Statement]] = defaultdict(list)
    for statement in members:
        if statement.claim.quantity:
            by_unit[statement.object, statement.claim.quantity.unit].append(statement)
    for about, counted in by_unit.items():
        camps = _camps(_latest(counted, lambda s: "count"), _quantity_text, _numbers)
        yield from _conflict(subject, predicate, "quantity", [scope, about], camps)


def _qualifier_conflicts(
    subject: str, predicate: str, scope: object, members: list[Statement], names: Iterable[str]
) -> Iterator[Conflict]:
    for name in names:
        by_target: dict[str, list[Statement]] = defaultdict(list)
        for statement in members:
            if name in statement.claim.qualifiers:
                by_target[edge_key(statement)[2]].append(statement)
        for target, told in by_target.items():
            camps: Camps = defaultdict(list)
            for statement in _latest(told, lambda s: "qualifier"):
                camps[_known_camp(camps, str(statement.claim.qualifiers[name]))].append(statement)
            yield from _conflict(subject, predicate, "value", [scope, name, target], camps)


def _known_camp(camps: Camps, text: str) -> str:
    """The camp whose words hold all words of the text, or are held by them: "specialist", "IT specialist"."""
    words = set(plain(text).split())
    for other in camps:
        held = set(plain(other).split())
        if words <= held or held <= words:
            return other
    return text


def _latest(statements: Iterable[Statement], about: Callable[[Statement], str]) -> list[Statement]:
    """Of each voice what it asserted last: a voice that counts anew or corrects itself replaces its own word."""
    asserted = [s for s in statements if s.claim.stance is Stance.ASSERTS]
    last: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in sorted(asserted, key=lambda s: (s.said, s.claim.id)):
        key = (statement.voice, about(statement))
        if last[key] and last[key][-1].said < statement.said:
            last[key].clear()
        last[key].append(statement)
    return [s for said in last.values() for s in said]


def _day_range(statement: Statement) -> Interval:
    claim = statement.claim
    start = first_day(str(claim.qualifiers.get("from", claim.value)))
    end = last_day(str(claim.qualifiers.get("to", claim.value)))
    return Interval(start.toordinal(), end.toordinal())


def _date_text(statement: Statement) -> str:
    claim = statement.claim
    if "from" in claim.qualifiers and "to" in claim.qualifiers:
        return f"{claim.qualifiers['from']}/{claim.qualifiers['to']}"
    return str(claim.value)


def _numbers(statement: Statement) -> Interval:
    assert statement.claim.quantity is not None
    return interval(statement.claim.quantity)


def _quantity_text(statement: Statement) -> str:
    assert statement.claim.quantity is not None
    return in_words(statement.claim.quantity)


def _camps(
    statements: Iterable[Statement], text: Callable[[Statement], str], allows: Callable[[Statement], Interval]
) -> Camps:
    """The statements by what they say, when any two of them exclude each other; nothing otherwise."""
    said: Camps = defaultdict(list)
    for statement in statements:
        said[text(statement)].append(statement)
    ranges = {word: allows(members[0]) for word, members in said.items()}
    torn = {w for w in ranges if any(not ranges[w].meets(other) for other in ranges.values())}
    return {word: members for word, members in sorted(said.items()) if word in torn}


def _conflict(subject: str, predicate: str, kind: str, about: object, camps: Camps) -> Iterator[Conflict]:
    if len(camps) > 1:
        positions = tuple(position(word, members) for word, members in sorted(camps.items()))
        id = conflict_id(subject, predicate, kind, about)
        yield Conflict(id=id, subject=subject, predicate=predicate, kind=kind, positions=positions)


def identity_conflicts(decided: Mapping[frozenset[str], Judgement], canonical: Mapping[str, str]) -> Iterator[Conflict]:
    """Pairs of which a judgement says that it is not sure, or which came out otherwise than a judgement says."""
    for pair, judgement in decided.items():
        left, right = canonical.get(judgement.left, judgement.left), canonical.get(judgement.right, judgement.right)
        torn = (left != right) if judgement.verdict is Verdict.SAME else (left == right)
        if judgement.verdict is Verdict.UNSURE or torn:
            sides = tuple(Position(value=value, claims=(), voices=0) for value in ("same", "different"))
            id = conflict_id(min(pair), "same", "identity", sorted(pair))
            yield Conflict(
                id=id, subject=left, predicate="same", kind="identity", positions=sides, judgement=judgement.id
            )
