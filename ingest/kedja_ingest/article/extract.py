"""From the text of an article to its claims: the reader without its file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Final

from msgspec.structs import replace

from kedja.claim import Claim, Mention, Source
from kedja_ingest.article.attribution import attributions
from kedja_ingest.article.background import backgrounds, covering
from kedja_ingest.article.budget import CLAIMS, Budget
from kedja_ingest.article.certainty import Standpoint
from kedja_ingest.article.claims import Maker, role_claims
from kedja_ingest.article.coreference import Coreference
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.drafting import Drafter
from kedja_ingest.article.drafts import Draft, by_incident
from kedja_ingest.article.incident import Incident, is_on_attack, main_system, other_parties
from kedja_ingest.article.language import recognise_language
from kedja_ingest.article.party import main_vendor
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.publishers import first_person, publisher_mention
from kedja_ingest.article.roles import People
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.statements import surest, with_kinds
from kedja_ingest.article.stories import stories
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.things import Interpreter
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.weighing import Weigher
from kedja_ingest.article.world import AUTHORITIES, load_world

# What is told of an attack with the day of it.
_HARM: Final = ("hit", "caused", "exposed", "compromised", "reported_to")


def extract_article(
    text: str, source: Source, body: int = 0, budget: Budget | None = None, weigher: type[Weigher] = Weigher
) -> Iterator[Claim]:
    """The claims of an article, each statement once, in the order of the text.

    `body` is where the article begins in the text; spans count from the start of the text. The source gives
    the language, else it is recognised; in one without rules nothing is read. It gives the day of publication too,
    against which dates are resolved. Time is linear in the length of the text. When the budget runs out, the claims are
    those of what was read, and `budget.stopped_at` tells where that ends.
    """
    budget = budget or Budget()
    language = recognise_language(text[body:], source.language)
    if language is None:
        return
    vocabulary = load_vocabulary(language)
    surveyed, directory = Surveyor(vocabulary, load_world(), source).survey(split_sentences(text, body))
    publisher = publisher_mention(source.publisher, directory, surveyed)
    vendor = main_vendor(surveyed, directory, vocabulary, publisher, source.published)
    vendor = vendor or (publisher if first_person(surveyed, vocabulary) else None)
    people = People(vocabulary, publisher, publisher or vendor)
    passages = list(people.read(list(Coreference(vocabulary, directory, vendor, publisher).resolve(surveyed))))
    told = _stories(surveyed, directory, publisher, source.published)
    on_attack = is_on_attack(passages, vocabulary)
    interpreter = Interpreter(vocabulary, vendor)
    drafter = Drafter(vocabulary, interpreter, publisher, budget, weigher(interpreter, on_attack=on_attack))
    drafts = list(_drafts(drafter, passages, vendor, source.published, told))
    drafts = [replace(one, when=_year(drafts, source, one.other)) if _is_story(one, told) else one for one in drafts]
    called = (main_system(passages) or publisher) if on_attack else None
    incident = Incident(vendor, _year(drafts, source), _is_dated(drafts), called)
    voices = attributions(passages, people, vendor)
    standpoint = Standpoint(vocabulary, vendor, frozenset(_concerned(drafts)))
    maker = Maker(source, vocabulary, load_world(), people, incident, voices, standpoint)
    found = (*_made(maker, drafts, budget), *role_claims(people.roles.values(), source))
    kinds = {entry.names[0]: entry.organization for entry in directory.entries.values() if entry.organization}
    for claim in sorted(surest(found), key=lambda claim: claim.span or (0, 0)):
        yield with_kinds(claim, kinds)


def _made(maker: Maker, drafts: Iterable[Draft], budget: Budget) -> list[Claim]:
    """The claims of the drafts, as many as one text may have."""
    made = list(islice(maker.claims(drafts), CLAIMS))
    if len(made) == CLAIMS and made[-1].span:
        budget.stop(made[-1].span[0])
    return made


def _stories(
    passages: list[Passage], directory: Directory, publisher: Mention | None, published: str | None
) -> dict[int, Mention]:
    """The attacked party of each sentence's story in a digest; who writes of itself writes of one incident."""
    if publisher and publisher.kind not in AUTHORITIES:
        return {}
    find = partial(
        main_vendor, directory=directory, vocabulary=directory.vocabulary, publisher=publisher, published=published
    )
    return stories(passages, directory.vocabulary, find, partial(find, story=True))


def _is_dated(drafts: Iterable[Draft]) -> bool:
    return any(draft.predicate == "occurred_on" and draft.value and not draft.other for draft in drafts)


def _concerned(drafts: Iterable[Draft]) -> Iterator[str]:
    """The names of those that the article tells of as drawn in: they know what they say of it."""
    for draft in drafts:
        if draft.predicate == "affected" and draft.object:
            yield draft.object.name
        elif draft.predicate in ("uses", "reported_to") and draft.subject:
            yield draft.subject.name


def _is_story(one: Draft, told: Mapping[int, Mention]) -> bool:
    """True for a draft on the incident of a digest's story."""
    return one.when is None and one.other is not None and told.get(one.passage.sentence.start) == one.other


def _drafts(
    drafter: Drafter,
    passages: Iterable[Passage],
    vendor: Mention | None,
    published: str | None,
    told: Mapping[int, Mention],
) -> Iterator[Draft]:
    vocabulary = drafter.vocabulary
    for passage, drafts in drafter.draft(passages):
        story = told.get(passage.sentence.start, vendor)
        others: tuple[Mention, ...] = (story,) if story and story != vendor else ()
        if drafts and not others:
            others = other_parties(passage, vocabulary, vendor, published)
        asides = backgrounds(passage, vocabulary, published) if drafts else ()
        for draft in drafts:
            aside = covering(asides, draft.start) if asides and draft.is_on_incident else None
            if aside and aside.parties:
                yield from by_incident(replace(draft, when=aside.year or ""), aside.parties, vendor)
            elif not (aside and aside.other):
                yield from by_incident(draft, others, vendor)


def _year(drafts: Collection[Draft], source: Source, party: Mention | None = None) -> str | None:
    """The year of the attack, of its discovery or disclosure, of the harm that was done, else of publication."""
    for predicate in ("occurred_on", "discovered_on", "disclosed_on"):
        for draft in drafts:
            if draft.predicate == predicate and draft.value and draft.other == party:
                return draft.value[:4]
    predicates = ("hit",) if party else _HARM
    told = [draft.passage for draft in drafts if draft.predicate in predicates and draft.other == party]
    # A sentence on two incidents does not tell whose the day is.
    shared = {draft.passage.sentence.start for draft in drafts if not party and (draft.other or draft.when)}
    days = (chunk.value for one in told if one.sentence.start not in shared for chunk in one.chunks if chunk.value)
    day = next(days, source.published)
    return day[:4] if day else None
