"""One claim after the other: shown, decided on, and the decision saved at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from kedja.claim import Claim
from kedja.errors import ClaimError, UsageError
from kedja.ledger import Ledger
from kedja.review import accept_claim, correct_claim, corrected, reject_claim
from kedja_api.command.output import Output, safe
from kedja_api.command.review.asking import Asking
from kedja_api.command.review.passage import passage_of
from kedja_api.command.review.wording import FIELDS, change, field_lines

_CHOICES = ("accept", "correct", "reject", "skip", "quit")
_PROMPT = "[a]ccept [c]orrect [r]eject [s]kip [q]uit"


class Dialogue:
    """Reviews claims in the name of somebody."""

    def __init__(self, ledger: Ledger, out: Output, by: str) -> None:
        self._ledger = ledger
        self._out = out
        self._by = by
        self._asking = Asking(out)
        self.done: Counter[str] = Counter()

    def review(self, claims: Sequence[Claim]) -> None:
        """Shows each claim and does what is chosen, until all are shown or the input ends."""
        for number, claim in enumerate(claims, 1):
            self._show(claim, f"{number} of {len(claims)}")
            chosen = self._decide(claim)
            if chosen is None:
                return
            self.done[chosen] += 1

    def _decide(self, claim: Claim) -> str | None:
        """What was done with the claim; None to stop."""
        while True:
            chosen = self._asking.choose(_PROMPT, _CHOICES)
            if chosen == "accept":
                accept_claim(self._ledger, claim.id, by=self._by)
            elif chosen == "reject":
                why = self._asking.line("why (Enter for no reason):")
                if why is None:
                    return None
                reject_claim(self._ledger, claim.id, by=self._by, why=why)
            elif chosen == "correct" and not self._correct(claim):
                continue
            return None if chosen in (None, "quit") else chosen

    def _correct(self, claim: Claim) -> bool:
        """Takes changes until an empty line; False when the claim stays as it is."""
        self._out.show(Text(f"field = value, one a line, and an empty line at the end; fields: {', '.join(FIELDS)}"))
        changed = claim
        while line := self._asking.line(">"):
            try:
                changed = change(changed, line)
            except UsageError as error:
                self._out.show(Text(safe(error)))
        if line is None or changed == claim:
            self._out.show("nothing is changed")
            return False
        try:
            correction = corrected(claim, {name: getattr(changed, name) for name in _CHANGEABLE})
        except ClaimError as error:
            self._out.show(Text(f"not acceptable: {safe(error)}"))
            return False
        correct_claim(self._ledger, claim, correction, by=self._by)
        return True

    def _show(self, claim: Claim, count: str) -> None:
        source, passage = claim.source, passage_of(claim)
        title = source.title or source.url or source.path or source.id
        known = ", ".join(filter(None, (source.publisher, source.published)))
        self._out.show(
            "", Text(safe(f"{count}  {title}{f' ({known})' if known else ''}  {claim.method}"), style="bold")
        )
        for name, value in field_lines(claim):
            self._out.show(Text(safe(f"  {name:<12} {value}")))
        quote = Text(f">>{safe(passage.quote)}<<", style="reverse")
        self._out.show(Text.assemble(safe(passage.before), quote, safe(passage.after)))
        self._out.show(Text(safe(passage.place or "the text is not at hand; these are the quoted words"), style="dim"))


_CHANGEABLE = (
    *("subject", "predicate", "object", "value", "quantity"),
    *("stance", "certainty", "speaker", "said_on", "qualifiers"),
)
