"""Random steps by which a ledger grows, for the tests of everything that follows it."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st
from made_claims import AUTHORITY, claim, count, incident, organization, page, record, system

from kedja.belief import Belief
from kedja.claim import Claim, Mention, accept
from kedja.errors import NotFoundError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection
from kedja.ontology import EntityType, Marking

Step = list[tuple[Claim, int | None]] | tuple[str, int, int]

_ORGANIZATIONS = ("Alfa", "Alfa AB", "Beta", "Kalmar kommun", "Kalmars kommun", "Supplia AB", "Gamma AB")
_SYSTEMS = ("Tidrapport", "Lönesystem")
_INCIDENTS = ("Attack on Supplia 2025", "Second attack 2025")
LEVELS = (Marking.CLEAR, Marking.AMBER, Marking.RED)

_organizations = st.builds(
    organization, st.sampled_from(_ORGANIZATIONS), st.sampled_from((None, "company", "municipality"))
)
_incidents = st.sampled_from(_INCIDENTS).map(incident)
_systems = st.sampled_from(_SYSTEMS).map(system)
_counts = st.builds(count, st.sampled_from((3, 164)), st.sampled_from(("municipality", "customer")))
_subjects = st.sampled_from(("employees", "staff")).map(lambda name: Mention(type=EntityType.DATA_SUBJECTS, name=name))


@st.composite
def _ends(draw: st.DrawFn) -> dict[str, object]:
    """Subject, predicate and target of a claim, and what else its kind needs."""
    kinds = {
        "affected": (_incidents, st.one_of(_organizations, _counts)),
        "uses": (_organizations, _systems),
        "provides": (_organizations, _systems),
        "depends_on": (_systems, _systems),
        "reported_to": (_organizations, st.just(AUTHORITY)),
        "occurred_on": (_incidents, st.sampled_from(("2025-08-23", "2025-08-25"))),
        "concerned": (_incidents, _subjects),
    }
    predicate = draw(st.sampled_from(sorted(kinds)))
    subject, target = kinds[predicate]
    found: dict[str, object] = {"subject": draw(subject), "predicate": predicate, "target": draw(target)}
    if predicate in ("reported_to", "concerned") and draw(st.booleans()):
        unit = "municipality" if predicate == "reported_to" else "person"
        found["quantity"] = count(draw(st.sampled_from((7, 250))), unit, "about")
    return found


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    return claim(
        **draw(_ends()),  # type: ignore[arg-type]
        stance=draw(st.sampled_from(("asserts", "asserts", "denies"))),
        certainty=draw(st.sampled_from(("stated", "possible"))),
        by=draw(st.sampled_from(("Alfa", "Beta", "IMY"))),
        on=draw(st.sampled_from(("2025-08-28", "2025-09-01"))),
        source=page(draw(st.sampled_from("abc"))),
        marking=draw(st.sampled_from(LEVELS)),
    )


#: A step: claims with, for some, the place of the claim that they repeat; or a judgement on names or on a claim.
STEPS = st.lists(
    st.one_of(
        st.lists(st.tuples(_claims(), st.none() | st.integers(0, 20)), min_size=1, max_size=4),
        st.tuples(
            st.sampled_from(("same", "different", "retracts", "prefers", "rejects", "rejects", "accepts")),
            st.integers(0, 50),
            st.integers(0, 50),
        ),
    ),
    min_size=1,
    max_size=7,
)


def _judge(ledger: Ledger, verdict: str, one: int, other: int) -> None:
    """A judgement about some of what is there, where the numbers make one."""
    left, right = f"{one}", ""
    if verdict == "retracts":
        known = [j.id for j in ledger.judgements() if j.verdict is not Verdict.RETRACTS]
        left = known[one % len(known)] if known else left
    elif verdict == "prefers":
        denied = [r for r in ledger.claims(Selection()) if r.claim.stance == "denies"]
        left, right = f"conflict/{len(denied)}", "denies" if other % 2 else "asserts"
        conflicts = conflicts_of(ledger)
        left = conflicts[one % len(conflicts)] if conflicts else left
    elif verdict in ("accepts", "rejects"):
        known = [r.claim.id for r in ledger.claims(Selection())]
        left = known[one % len(known)] if known else left
    else:
        entities = ledger.list_entities(None, "", 100)
        same_type = [e.id for e in entities if e.type is entities[one % len(entities)].type] if entities else []
        if len(same_type) < 2:
            return
        left, right = same_type[one % len(same_type)], same_type[other % len(same_type)]
        if left == right:
            return
    try:
        ledger.judge(Judgement(verdict=Verdict(verdict), left=left, right=right, by="me"))
    except NotFoundError:
        assert verdict in ("retracts", "accepts", "rejects")


def repeating(each: Claim, original: str | None) -> Claim:
    """The claim as one that passes on another."""
    return accept(msgspec.structs.replace(each, repeats=original, id="")) if original else each


def conflicts_of(ledger: Ledger) -> list[str]:
    """The ids of the conflicts of stance."""
    return sorted(c.id for c in Belief(ledger).conflicts() if c.kind == "stance")


def take(ledger: Ledger, step: Step, said: list[str]) -> None:
    """Records the step; `said` are the ids of the claims so far, to which it adds."""
    if isinstance(step, tuple):
        _judge(ledger, *step)
        return
    for each, place in step:
        repeats = said[place % len(said)] if place is not None and said else None
        again = repeating(each, repeats)
        said.append(again.id)
        record(ledger, again)
