"""A claim that was rejected as a reading of its source is behind no belief, and nothing of it is lost."""

from __future__ import annotations

import msgspec
import pytest
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, count, organization, page, record

from kedja import Graph, make_scope
from kedja.belief import Belief
from kedja.claim import Claim, accept, content_id
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection
from kedja.review import accept_claim, awaiting, correct_claim, corrected, reject_claim, undo_review

_ALFA = organization("Alfa", "company")
_READ = claim(INCIDENT, "affected", _ALFA, quote="Alfa is affected.", source=page("a"), method="article/1")
_OTHER = claim(INCIDENT, "affected", _ALFA, source=page("b"), by="Beta")
_COUNT = claim(INCIDENT, "affected", count(9, "company"), source=page("a"))


def _edges(ledger: Ledger) -> set[tuple[str, str, str, int]]:
    return {(e.subject, e.predicate, e.target, e.support) for e in Belief(ledger).edges()}


def test_an_edge_goes_with_its_last_claim_and_comes_back(ledger: Ledger) -> None:
    record(ledger, _READ, _OTHER)
    belief, both = Belief(ledger), _edges(ledger)
    assert [support for *_, support in both] == [2]
    reject_claim(ledger, _READ.id, by="Anna", why="not said")
    assert [support for *_, support in _edges(ledger)] == [1]
    reject_claim(ledger, _OTHER.id)
    assert _edges(ledger) == set()
    assert belief.refresh()
    assert belief.edges() == belief.edges_of(["organization/alfa"]) == []
    undo_review(ledger, _READ.id)
    undo_review(ledger, _OTHER.id)
    assert _edges(ledger) == both
    assert belief.refresh()
    assert {(e.subject, e.predicate, e.target, e.support) for e in belief.edges()} == both
    assert ledger.count(Selection()) == 2
    assert list(ledger.check()) == []


def test_the_later_decision_counts(ledger: Ledger) -> None:
    record(ledger, _READ)
    reject_claim(ledger, _READ.id)
    accept_claim(ledger, _READ.id, by="Anna")
    assert len(_edges(ledger)) == 1
    assert Belief(ledger).decided.reviews[_READ.id].by == "Anna"


def test_a_rejected_denial_excludes_nothing(ledger: Ledger) -> None:
    denial = claim(INCIDENT, "affected", _ALFA, source=page("c"), by="Gamma", stance="denies")
    record(ledger, _READ, denial)
    assert [conflict.kind for conflict in Belief(ledger).conflicts()] == ["stance"]
    reject_claim(ledger, denial.id)
    assert Belief(ledger).conflicts() == []
    assert [edge.status for edge in Belief(ledger).edges()] == ["confirmed"]


def test_a_rejected_count_leaves_no_group(ledger: Ledger) -> None:
    record(ledger, _READ, _COUNT)
    [group] = [edge.target for edge in Belief(ledger).edges() if edge.target.startswith("group/")]
    reject_claim(ledger, _COUNT.id)
    belief = Belief(ledger)
    assert [edge.target for edge in belief.edges()] == ["organization/alfa"]
    [lost] = belief.all_lost_edges()
    assert (lost.target, lost.status, lost.support) == (group, "unknown", 0)


def test_what_follows_from_a_rejected_claim_is_gone(ledger: Ledger) -> None:
    provides = claim(VENDOR, "provides", SYSTEM)
    record(ledger, provides, claim(_ALFA, "uses", SYSTEM))
    graph = Graph(ledger)
    assert "supplies" in {edge.predicate for edge in graph.neighbours("organization/alfa")}
    reject_claim(ledger, provides.id)
    assert {edge.predicate for edge in graph.neighbours("organization/alfa")} == {"uses"}


def test_before_the_review_the_claim_counted(ledger: Ledger) -> None:
    record(ledger, _READ)
    before = next(ledger.claims(Selection())).claim.recorded_at
    reject_claim(ledger, _READ.id)
    assert len(Belief(ledger, make_scope(recorded_by=before)).edges()) == 1
    assert Belief(ledger).edges() == []


def test_a_correction_stands_in_the_place_of_the_claim(ledger: Ledger) -> None:
    record(ledger, _READ)
    recorded = next(ledger.claims(Selection())).claim
    correction = corrected(recorded, {"object": organization("Delta")})
    assert (correction.corrects, correction.method, correction.quote) == (_READ.id, "review/1", _READ.quote)
    correct_claim(ledger, recorded, correction, by="Anna")
    assert {target for _, _, target, _ in _edges(ledger)} == {"organization/delta"}
    # Taking it up again after a stop adds nothing.
    correct_claim(ledger, recorded, correction, by="Anna")
    assert ledger.count(Selection()) == 2
    undo_review(ledger, _READ.id)
    assert _edges(ledger) == set()
    undo_review(ledger, _READ.id)
    assert {target for _, _, target, _ in _edges(ledger)} == {"organization/alfa"}
    with pytest.raises(UsageError, match="does not name"):
        correct_claim(ledger, recorded, _OTHER)


def test_a_claim_that_says_it_corrects_another_does_nothing_by_itself(ledger: Ledger) -> None:
    claims = (_READ, corrected(_READ, {"object": organization("Delta")}))
    record(ledger, *claims)
    assert len(_edges(ledger)) == 2


def test_the_field_makes_another_claim_and_leaves_ids_as_they_were() -> None:
    correcting = accept(msgspec.structs.replace(_READ, corrects=_OTHER.id, id=""))
    assert content_id(correcting) != _READ.id
    assert content_id(msgspec.structs.replace(correcting, corrects=None)) == _READ.id


def test_what_awaits_review(ledger: Ledger) -> None:
    by_hand: Claim = claim(INCIDENT, "hit", VENDOR, quote="Supplia was hit.", source=page("a"), method="claims/1")
    record(ledger, _READ, by_hand, _COUNT, _OTHER)
    assert [each.id for each in awaiting(ledger)] == [_READ.id]
    assert [each.id for each in awaiting(ledger, [page("b").id])] == []
    accept_claim(ledger, _READ.id)
    assert list(awaiting(ledger)) == []
    undo_review(ledger, _READ.id)
    assert [each.id for each in awaiting(ledger)] == [_READ.id]


@pytest.mark.parametrize("right", ["", "0" * 32])
def test_a_claim_that_is_not_there_cannot_be_reviewed(ledger: Ledger, right: str) -> None:
    record(ledger, _OTHER)
    left = _OTHER.id if right else "0" * 32
    with pytest.raises(NotFoundError, match=f"no claim has the id '{'0' * 32}'"):
        ledger.judge(Judgement(verdict=Verdict.REJECTS, left=left, right=right))
    with pytest.raises(NotFoundError):
        undo_review(ledger, _OTHER.id)
    assert ledger.judgements() == []


def test_a_difference_tells_which_claims_were_reviewed(ledger: Ledger) -> None:
    record(ledger, _READ, _OTHER)
    start = ledger.snapshot()
    assert ledger.difference(start).reviewed == frozenset()
    accept_claim(ledger, _READ.id)
    accepted = ledger.snapshot()
    reject_claim(ledger, _OTHER.id)
    assert ledger.difference(start).reviewed == {_READ.id, _OTHER.id}
    assert not ledger.difference(start).judged
    rejected = ledger.snapshot()
    undo_review(ledger, _READ.id)
    assert ledger.difference(rejected).reviewed == {_READ.id}
    assert ledger.difference(accepted).reviewed == {_READ.id, _OTHER.id}


def test_reviews_travel_with_a_copy(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> None:
    from kedja.ledger import open_ledger

    record(ledger, _READ)
    reject_claim(ledger, _READ.id, by="Anna")
    with open_ledger(tmp_path_factory.mktemp("copy") / "copy.db", create=True) as copy:
        copy.replay(ledger.batches())
        assert copy.snapshot() == ledger.snapshot()
        assert Belief(copy).edges() == []
        assert Belief(copy).decided.reviews[_READ.id].by == "Anna"
