"""Learns the weights by which the reader of reports adds and drops claims, from reports with gold claims.

    pip install scikit-learn && PYTHONPATH=tests python scripts/learn_weights.py [FOLDER…] [--check]

For each predicate a logistic regression over the signs of what a sentence might say (`kedja_ingest.article.signs`); a
claim that gold has in another sentence teaches nothing of this one. Signs of fewer than three reports are left out. The
sums at which a claim is added or dropped are chosen on reports that rules were not made on, by leaving a fifth of all
reports out at a time; `--check` prints what was added and dropped so, and writes nothing. Reports of the folder
`retold`, and of those that are named, count several times: they are most like what a reader brings.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec
import numpy as np
from report_gold import LEARNING, QUIET, REPORTS, RETOLD, Gold, Report, load_report, names_agree
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.extract import extract_article
from kedja_ingest.article.readings import Readings
from kedja_ingest.article.signs import BETWEEN, SHARED, Signs
from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.article.weighing import Weigher, target_of
from kedja_ingest.article.weights import Weights
from kedja_ingest.documents.text import parse_document

_LEXICON = Path(__file__).parents[1] / "ingest" / "kedja_ingest" / "article" / "lexicon"
# Where somebody is comes with any event: of a place nothing is added.
_TOLD_ONLY = {"located_in"}
# The inverse of how strongly weights are held small.
_STRENGTH = 0.15
_FEWEST_REPORTS = 3
# Weights below this many hundredths are left out.
_LEAST = 4
# A claim is added from the lowest of these on at which so many of those added were right, and some were.
_ADDED, _PRECISE, _SOME = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85), 0.65, 5
# Below one of these a claim is dropped, if some wrong ones go: a right one that is lost counts as so many of them.
_DROPPED, _LOSS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3), 8
_FOLDS = 5
# How often reports count, for weights and for the limits; those of a folder that was named as `_NAMED` says.
_TIMES = {REPORTS: (1, 0), LEARNING: (1, 1), RETOLD: (3, 3), QUIET: (10, 1)}
_NAMED = (3, 3)


# A sign with its kind before it.
_Sign = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A statement that a report might make, and whether it makes it.

    `times`: how often it counts for weights, `judged`: for the limits.
    """

    report: str
    times: int
    judged: int
    told: bool
    right: bool
    signs: frozenset[_Sign]


class _Recorder(Weigher):
    """Keeps what it weighs."""

    seen: ClassVar[list[tuple[str, Draft, bool, frozenset[_Sign]]]] = []

    def weigh(self, readings: Readings) -> Iterator[Sequence[Draft]]:
        for number, reading in enumerate(readings.readings):
            signs = Signs(readings, number, self.offering.vendor, self.language)
            told = {target_of(one) for one in reading.said}
            for offer in self.offering.find(reading, signs, lambda _, among: among):
                found = {**signs.shared(), **signs.around(offer.place), **offer.between(signs)}
                every = frozenset((kind, sign) for kind, named in found.items() for sign in named)
                self.seen.append((reading.passage.text, offer.draft, target_of(offer.draft) in told, every))
            yield reading.said


def examples(report: Report) -> Iterator[tuple[str, Example]]:
    """The examples of a report with their predicates."""
    document = parse_document(report.path.read_text(encoding="utf-8"), str(report.path))
    _Recorder.seen.clear()
    list(extract_article(document.text, document.source, document.body, weigher=_Recorder))
    times, judged = _TIMES.get(report.path.parent, _NAMED)
    for sentence, draft, told, signs in _Recorder.seen:
        agreed = [gold for gold in report.gold if _agrees(gold, draft)]
        here = any(_plain(gold["evidence"]) in _plain(sentence) for gold in agreed)
        if here or not agreed:
            yield draft.says, Example(report.path.stem, times, judged, told, here, signs)


def _agrees(gold: Gold, draft: Draft) -> bool:
    quantity = gold.get("quantity")
    if (
        gold["predicate"] != draft.predicate
        or gold.get("value") != draft.value
        or bool(quantity) != bool(draft.quantity)
    ):
        return False
    if (
        quantity
        and draft.quantity
        and (quantity["value"], quantity["unit"]) != (draft.quantity.value, draft.quantity.unit)
    ):
        return False
    if draft.subject and not draft.quantity and not names_agree(gold["subject"], draft.subject):
        return False
    return draft.object is None or "object" not in gold or names_agree(gold["object"], draft.object)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold())


def learn(predicate: str, found: Sequence[Example]) -> tuple[Weights, str] | None:
    """The weights of a predicate and how they did on reports left out; None where there is too little to learn from."""
    right = np.array([one.right for one in found])
    if right.sum() < _FOLDS * 2:
        return None
    reports = Counter(sign for _, sign in {(one.report, sign) for one in found for sign in one.signs})
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{sign: 1 for sign in one.signs if reports[sign] >= _FEWEST_REPORTS} for one in found]
    ).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    left_out, times = np.zeros(len(found)), np.array([one.times for one in found])
    groups = [one.report for one in found]
    for train, test in GroupKFold(_FOLDS).split(matrix, right, groups):
        model = _fitted(matrix[train], right[train], times[train])
        left_out[test] = model.predict_proba(matrix[test])[:, 1]
    judged = np.array([one.judged for one in found])
    told = np.array([one.told for one in found])
    model = _fitted(matrix, right, times)
    add, added = (None, "none") if predicate in _TOLD_ONLY else _add(left_out, judged * ~told, right)
    drop, dropped = _drop(left_out, judged * told, right)
    rounded = zip(vectors.feature_names_, np.rint(model.coef_[0] * 100).astype(int), strict=True)
    weighed = {sign: int(weight) for sign, weight in rounded if abs(weight) >= _LEAST}
    bias = round(float(model.intercept_[0]) * 100)
    own = max(sum(weighed.get(sign, 0) for sign in one.signs if sign[0] not in SHARED) for one in found)
    tie = max(sum(weighed.get(sign, 0) for sign in one.signs if sign[0] in BETWEEN) for one in found)
    signs: dict[str, dict[str, int]] = {}
    for (kind, sign), weight in sorted(weighed.items()):
        signs.setdefault(kind, {})[sign] = weight
    return Weights(add, drop, bias, own, tie, signs), f"added {added}; dropped {dropped}"


def _fitted(matrix: object, right: object, times: object) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, solver="liblinear").fit(matrix, right, sample_weight=times)


def _add(likely: np.ndarray, among: np.ndarray, right: np.ndarray) -> tuple[int | None, str]:
    for limit in _ADDED:
        chosen = among * (likely >= limit)
        good, bad = int(chosen[right].sum()), int(chosen[~right].sum())
        if good >= _SOME and good >= _PRECISE * (good + bad):
            return _sum(limit), f"{good} right, {bad} wrong"
    return None, "none"


def _drop(likely: np.ndarray, among: np.ndarray, right: np.ndarray) -> tuple[int | None, str]:
    gains = {0.0: (0, 0, 0)}
    for limit in _DROPPED:
        chosen = among * (likely < limit)
        good, bad = int(chosen[right].sum()), int(chosen[~right].sum())
        gains[limit] = (bad - _LOSS * good, bad, good)
    enough = {limit: gain for limit, gain in gains.items() if not limit or gain[1] >= _SOME}
    best = max(enough, key=lambda limit: enough[limit])
    _, bad, good = gains[best]
    return (_sum(best) if best else None, f"{bad} wrong, {good} right")


def _sum(probability: float) -> int:
    """The sum of weights at a probability."""
    return round(100 * float(np.log(probability / (1 - probability))))


def main() -> None:
    """Learns each language's weights and writes them into its folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    reports = [load_report(path) for folder in (*_TIMES, *args.folders) for path in sorted(folder.glob("*.txt"))]
    for language in LANGUAGES:
        found: dict[str, list[Example]] = {}
        for report in reports:
            for predicate, example in examples(report) if report.language == language else ():
                found.setdefault(predicate, []).append(example)
        learned = {}
        for predicate in sorted(found):
            if result := learn(predicate, found[predicate]):
                learned[predicate], how = result
                print(f"{language} {predicate}: {how}; {len(learned[predicate].signs)} signs")
        if not args.check:
            lines = (f'"{name}": {msgspec.json.encode(weights).decode()}' for name, weights in learned.items())
            path = _LEXICON / language / "weights.json"
            path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
