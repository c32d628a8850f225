"""How certain a claim is: what its clause says, what fits its predicate, and whether who speaks can know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kedja.claim import Mention
from kedja.ontology import Certainty, EntityType, OrganizationKind, Stance
from kedja_ingest.article.attribution import Voice
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.modality import Modality, asked, escapes, judge
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES

# What an organization says of its own data, people and reports, unless it makes a living of others'.
_OWN_MATTERS: Final = (
    "exposed",
    "concerned",
    "reported_to",
    "uses",
    "disclosed_on",
    "restored_on",
    "caused",
    "holds",
    "compromised",
    "discovered_on",
    "demanded",
    "supplies",
    "assists",
)
# What those who are drawn in know from the attacked party only.
_OTHERS_MATTERS: Final = (
    "hit",
    "occurred_on",
    "discovered_on",
    "compromised",
    "claimed_by",
    "demanded",
    "attributed_to",
)
# What is told as it is: a "may", "not" or "unclear" of the same clause is on something else.
_PLAIN: Final = (
    "provides",
    "located_in",
    "part_of",
    "assists",
    "discovered_on",
    "disclosed_on",
    "data_published_on",
)
# What nobody denies.
_UNDENIED: Final = (*_PLAIN, "occurred_on", "restored_on", "demanded")
# What nobody leaves open: "sells an app in which pupils may report".
_UNHEDGED: Final = (*_PLAIN, "supplies", "holds", "investigates", "reported_to", "claimed_by")
# What is asserted whatever its clause says, by what that would make of it.
_ASSERTED: Final = {Stance.DENIES: _UNDENIED, Stance.UNKNOWN: _PLAIN}


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who is in a position to know: the attacked party, and those that the article tells of as drawn in."""

    vocabulary: Vocabulary
    vendor: Mention | None
    concerned: frozenset[str]

    def modality(self, one: Draft, voice: Voice | None) -> tuple[Stance, Certainty]:
        """The stance and the certainty of a draft in somebody's voice, or the text's own."""
        if one.given:
            found = Modality(Stance.ASSERTS, Certainty.STATED)
        else:
            found = judge(one.passage.skeleton, one.start, one.end, self.vocabulary)
        if one.predicate in _ASSERTED.get(found.stance, ()):
            found = Modality(Stance.ASSERTS, Certainty.STATED)
        if self._escaped(one):
            found = Modality(Stance.DENIES, Certainty.STATED)
        stance, certainty = one.stance or found.stance, one.certainty or found.certainty
        ruled = one.stance is Stance.ASSERTS and found.stance is Stance.UNKNOWN
        if ruled and asked(one.passage.skeleton, one.start, self.vocabulary):
            stance = Stance.UNKNOWN
        if stance is Stance.UNKNOWN:
            return stance, Certainty.STATED
        hedged = one.certainty is None and certainty is Certainty.POSSIBLE
        if hedged and (stance is Stance.DENIES or one.predicate in _UNHEDGED):
            certainty = Certainty.STATED
        knows = voice is not None and (voice.found or self._knows(voice, one))
        if one.certainty is None and certainty is Certainty.STATED and knows:
            certainty = Certainty.CONFIRMED
        return stance, certainty

    def _escaped(self, one: Draft) -> bool:
        """True for a statement about a name alone, to be drawn in, where the sentence ends well for it."""
        alone = one.predicate == "affected" and one.stance is None and one.end - one.start == 1
        return alone and escapes(one.passage.skeleton.text, one.start, self.vocabulary)

    def _knows(self, voice: Voice, one: Draft) -> bool:
        """True for an authority and for a party concerned: they are in a position to know."""
        organization = voice.organization
        if organization is None and voice.speaker and voice.speaker.type is EntityType.PERSON:
            return one.predicate in _OWN_MATTERS
        if organization is None or voice.actor:
            return False
        parties = [end.name for end in (self.vendor, one.subject, one.object) if end]
        if organization.kind in AUTHORITIES or organization.name in parties:
            return True
        if self._owns(organization, one.object):
            return True
        if one.predicate == "compromised" and one.object and one.object.name[:1].isupper():
            # A product is its maker's matter, a system without a name rather that of who speaks.
            return False
        outside = organization.kind in (OrganizationKind.SECURITY_FIRM, OrganizationKind.MEDIA)
        drawn_in = organization.name in self.concerned and one.predicate not in _OTHERS_MATTERS
        return (one.predicate in _OWN_MATTERS or drawn_in) and not outside

    def _owns(self, organization: Mention, thing: Mention | None) -> bool:
        owned = self.vocabulary.possession(organization.name, "")
        return thing is not None and thing.type is EntityType.SYSTEM and thing.name.startswith(owned)
