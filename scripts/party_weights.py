"""Learns what each sign weighs that shows an organization as the attacked party of a report.

    PYTHONPATH=tests python scripts/party_weights.py [FOLDER…]

The folders hold reports with gold claims beside them; without any, those of the tests are taken. Whom the gold names in
`hit`, or its main incident after, is the attacked party. The weights are those of a conditional logit: the logarithm of
the odds of the attacked party against the other organizations of its report is their weighted sum. Prints how many
parties are found when the weights come from other reports (eight parts, each left out once), and writes
`lexicon/party.toml` from all.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from pathlib import Path

from report_gold import LEARNING, REPORTS, load_report, names_agree

from kedja_ingest.article.party import features, score, standings
from kedja_ingest.article.publishers import publisher_mention
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world
from kedja_ingest.documents.text import parse_document

_FILE = Path(__file__).parents[1] / "ingest" / "kedja_ingest" / "article" / "lexicon" / "party.toml"
_HEADER = """\
# What each sign weighs that shows an organization as the attacked party of a text (party.py). Source: learned by
# scripts/party_weights.py from the project's own reports.

[weights]
"""
_PARTS = 8
# The pull of the weights to zero, the steps of the descent and their size.
_RIDGE, _STEPS, _RATE = 0.01, 400, 0.3

_Features = Mapping[str, float]
# The organizations of a report by what they show, each with whether it was attacked.
_Case = Sequence[tuple[_Features, bool]]


def main(folders: Sequence[str]) -> None:
    """Learns, tells how well, and writes the file."""
    paths = sorted(path for folder in (*map(Path, folders),) or (REPORTS, LEARNING) for path in folder.glob("*.txt"))
    cases = [case for path in paths if path.with_suffix(".gold.jsonl").exists() for case in (_case(path),) if case]
    found = 0
    for part in range(_PARTS):
        weights = learned([case for number, case in enumerate(cases) if number % _PARTS != part])
        found += sum(_is_found(case, weights) for case in cases[part::_PARTS])
    weights = learned(cases)
    print(f"{len(cases)} reports; found {found} left out, {sum(_is_found(case, weights) for case in cases)} learned")
    rows = (f"{name} = {weight:.2f}\n" for name, weight in sorted(weights.items()))
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


def learned(cases: Iterable[_Case]) -> dict[str, float]:
    """The weights that make the attacked parties likeliest, by gradient descent with momentum."""
    useful = [case for case in cases if any(hit for _, hit in case) and not all(hit for _, hit in case)]
    names = {name for case in useful for each, _ in case for name in each}
    weights, moving = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    for _ in range(_STEPS):
        slope = {name: _RIDGE * weight for name, weight in weights.items()}
        for case in useful:
            _add_slope(case, weights, slope, 1 / len(useful))
        for name in names:
            moving[name] = 0.8 * moving[name] - _RATE * slope[name]
            weights[name] += moving[name]
    return weights


def _add_slope(case: _Case, weights: _Features, slope: dict[str, float], share: float) -> None:
    """Adds the slope of the loss of one report: the mean of all its organizations less that of the attacked ones."""
    odds = [exp(score(each, weights)) for each, _ in case]
    total, struck = sum(odds), sum(odd for odd, (_, hit) in zip(odds, case, strict=True) if hit)
    for odd, (each, hit) in zip(odds, case, strict=True):
        excess = share * (odd / total - (odd / struck if hit else 0))
        for name, value in each.items():
            slope[name] += excess * value


def _is_found(case: _Case, weights: _Features) -> bool:
    return max(case, key=lambda pair: score(pair[0], weights))[1]


if __name__ == "__main__":
    main(sys.argv[1:])
