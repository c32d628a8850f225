"""Learns what each sign weighs that shows an organization as the attacked party of a report.

    PYTHONPATH=tests python scripts/party_weights.py [FOLDER…]

From the reports of the tests and from those of the folders, which count several times. Whom the gold names in `hit`,
or else its main incident after, is the attacked party. The weights are those of a conditional logit: the logarithm of
the odds of the attacked party against the other organizations of its report is their weighted sum. Prints how many
parties are found when the weights come from other reports (eight parts, each left out once), and writes
`lexicon/party.toml` from all.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from report_gold import LEARNING, QUIET, REPORTS, RETOLD, load_report, names_agree

from kedja_ingest.article.party import standings
from kedja_ingest.article.publishers import publisher_mention
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.standing import features, score
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world
from kedja_ingest.documents.text import parse_document

_FILE = Path(__file__).parents[1] / "ingest" / "kedja_ingest" / "article" / "lexicon" / "party.toml"
_HEADER = """\
# What each sign weighs that shows an organization as the attacked party of a text (party.py). Source: learned by
# scripts/party_weights.py from the reports of the tests (docs/reading.md).

[weights]
"""
_PARTS = 8
# So often counts a report on other things, and one of a folder that was named.
_TIMES = 3
# Weights closer to zero are left out.
_LEAST = 0.01
# The pull of the weights to zero, the steps of the descent and their size.
_RIDGE, _STEPS, _RATE = 0.01, 400, 0.3
# "The attack on X" weighs no less than "X was hit": customers are said to be hit too.
_LESS, _MORE = "hit", "struck"

_Features = Mapping[str, float]
# The organizations of a report by what they show, each with whether it was attacked.
_Case = Sequence[tuple[_Features, bool]]


def main(further: Sequence[str]) -> None:
    """Learns, tells how well, and writes the file."""
    folders = (
        (REPORTS, 1),
        (LEARNING, 1),
        (RETOLD, _TIMES),
        (QUIET, _TIMES),
        *((Path(folder), _TIMES) for folder in further),
    )
    found = [(_case(path), times) for folder, times in folders for path in sorted(folder.glob("*.txt"))]
    cases = [(case, times) for case, times in found if case]
    right = 0
    for part in range(_PARTS):
        weights = learned([one for number, one in enumerate(cases) if number % _PARTS != part])
        right += sum(_is_found(case, weights) for case, _ in cases[part::_PARTS])
    weights = learned(cases)
    print(f"{len(cases)} reports; found {right} left out, {sum(_is_found(case, weights) for case, _ in cases)} learned")
    rows = (f"{name} = {weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= _LEAST)
    _FILE.write_text(_HEADER + "".join(rows), encoding="utf-8")


def _case(path: Path) -> _Case:
    """The organizations of a report; none where the gold tells of no incident."""
    document = parse_document(path.read_text(encoding="utf-8"), str(path))
    vocabulary = load_vocabulary(document.source.language or "en")
    passages, directory = Surveyor(vocabulary, load_world(), document.source).survey(
        split_sentences(document.text, document.body)
    )
    publisher = publisher_mention(document.source.publisher, directory, passages)
    shown = standings(passages, directory, vocabulary, publisher, document.source.published)
    attacked = _attacked(path)
    return [
        (each, names_agree({"name": attacked}, shown[name].mention))
        for name, each in features(shown, publisher).items()
        if attacked
    ]


def _attacked(path: Path) -> str:
    """The names of the party of the incident of which the gold tells most."""
    gold = load_report(path).gold
    incidents = Counter(claim["subject"]["name"] for claim in gold if claim["subject"]["type"] == "Incident")
    if not incidents:
        return ""
    incident = incidents.most_common(1)[0][0]
    struck = [c["object"]["name"] for c in gold if c["predicate"] == "hit" and c["subject"]["name"] == incident]
    # Further forms of an incident's name may be its victims', or its system's.
    return "|".join(struck or [re.sub(r" \d{4}\Z", "", form) for form in incident.split("|")])


def learned(cases: Iterable[tuple[_Case, int]]) -> dict[str, float]:
    """The weights that make the attacked parties likeliest, by gradient descent with momentum."""
    useful = [one for one in cases if any(hit for _, hit in one[0]) and not all(hit for _, hit in one[0])]
    names = sorted({name for case, _ in useful for each, _ in case for name in each})
    shown = np.array([[each.get(name, 0.0) for name in names] for case, _ in useful for each, _ in case])
    struck = np.array([hit for case, _ in useful for _, hit in case])
    report = np.repeat(np.arange(len(useful)), [len(case) for case, _ in useful])
    times = np.array([times for _, times in useful]) / sum(times for _, times in useful)
    less, more = names.index(_LESS), names.index(_MORE)
    weights = moving = np.zeros(len(names))
    for _ in range(_STEPS):
        odds = np.exp(shown @ weights)
        total, right = np.bincount(report, odds), np.bincount(report, odds * struck)
        # The mean of all organizations of a report less that of the attacked ones.
        excess = times[report] * (odds / total[report] - struck * odds / right[report])
        moving = 0.8 * moving - _RATE * (_RIDGE * weights + excess @ shown)
        weights = weights + moving
        if weights[less] > weights[more]:
            weights[[less, more]] = weights[[less, more]].mean()
    return dict(zip(names, map(float, weights), strict=True))


def _is_found(case: _Case, weights: _Features) -> bool:
    return max(case, key=lambda pair: score(pair[0], weights))[1]


if __name__ == "__main__":
    main(sys.argv[1:])
