"""Sentences of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, final

# A longer one is cut: no rule looks farther, and time stays linear in the length of the text.
_LONGEST: Final = 1500
# Asterisks are emphasis: "**Points.** If you".
_END: Final = re.compile(r"[.!?…][\"”’')\]*]*+\s++(?=[\"“‘'(\[*–-]*+\s*+[\w$£€])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Za-zÅÄÖåäö]|e\.g|i\.e|etc|approx|Mr|Mrs|Ms|Dr|Prof|St|No|vs|Inc|Ltd|Corp|Co|Jr|bl\.a|t\.ex|s\.k|ca|dvs|kl|nr|m\.fl|m\.m|d\.v\.s|t\.o\.m|f\.d|p\.g\.a|o\.s\.v|osv|resp|milj|tel|jan|feb|aug|sept|okt|dec|Gov|Sen|Rep|Rev|Hon|Const|Sgt|Lt|Capt|Cmdr|Maj|Col|Supt|Det|Insp|Coun|Cllr|Messrs))\.$"
)
# Before a number, as in "Nov. 21", these are no ends.
_BEFORE_NUMBER: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Art|Sec|Fig|Ch|Nos|pp?|par|para|vol)\.$", re.IGNORECASE
)
# "Tampa, Fla." is no end either.
_STATE: Final = re.compile(
    r"(?<=, )(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Alta|Man|Ont|Que|Sask)\.$"
)
# A heading in which every word has a capital but the smallest.
_TITLED: Final = re.compile(
    r"(?:[^\w\s]*(?:[^\W_a-zåäö]\S*|a|an|the|of|for|and|to|in|on|with|over|after|by|at|as|from|or|its|is|–|-|&)"
    r"(?: |\Z))+"
)
# A legal form ends a sentence where one of these follows: "run by Acme Ltd. On Monday".
_FORM: Final = re.compile(r"\b(?:Inc|Ltd|Corp|Co)\.$")
_OPENING: Final = re.compile(
    r"(?:The|On|In|At|It|Its|That|This|These|They|We|But|And|As|By|According|For|From|He|She|No|Both|Some|After)\b"
)
_DAY: Final = re.compile(r"\s*\d{1,2} [^\W\d_]{3,9}(?: \d{4})?\.")
_BULLET: Final = re.compile(r"\s*(?:\d{1,2}[.:]\d\d(?=\s+[\"“”–-]?\s?[^\W\d_])|[-*•–—]|\d{1,3}[.)]|#{1,6}|>)\s+")
_SPEECH: Final = re.compile(r"\s*[–—]\s")
_QUOTE: Final = re.compile(r"[\"“”]")
# Without a number or two letters together a line says nothing: a list of the alphabet, a rule of signs.
_SAYING: Final = re.compile(r"[^\W\d_]{2}|\d")
_FINAL: Final = (".", "!", "?", ":", "…", "”", '"')
# Halves of characters, which no encoded text holds, only strings that were put together wrongly.
_LONE: Final = re.compile(r"[\ud800-\udfff]")
# Lines of wrapped text are at least this long.
_WRAPPED: Final = 50


@final
class Sentence:
    """A sentence, or a heading: its text, its offset in the file, and the number of its paragraph.

    `spoken`: in a paragraph that begins with a dash, as Swedish sets speech. `speech` is a number that sentences of one
    quotation share, 0 for a sentence that shares none.
    """

    def __init__(self, text: str, start: int, paragraph: int, *, spoken: bool = False, speech: int = 0) -> None:
        self.text, self.start, self.paragraph, self.spoken, self.speech = text, start, paragraph, spoken, speech

    @property
    def shouted(self) -> bool:
        """True for a line in capitals, where a capital shows nothing."""
        return self.text.isupper()

    @property
    def titled(self) -> bool:
        """True for a heading in which every word has a capital: "What Happened"."""
        return " " in self.text and _TITLED.fullmatch(self.text) is not None


def split_sentences(text: str, body: int = 0) -> Iterator[Sentence]:
    """The sentences of the text from offset `body` on, in order; bullets and numbering are left out."""
    text = _LONE.sub("\N{REPLACEMENT CHARACTER}", text)
    for number, (start, end) in enumerate(_paragraphs(text, body)):
        bullet = _BULLET.match(text, start, end)
        spoken = _SPEECH.match(text, start, end) is not None
        speeches = list(_speeches(text, start, end))
        for first, last in _spans(text, bullet.end() if bullet else start, end):
            shared = next((at + 1 for at, (a, b) in speeches if a < last and b > first and (a < first or b >= last)), 0)
            yield from _cut(text, Sentence("", first, number, spoken=spoken, speech=shared), last)


def _speeches(text: str, start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """What stands between quotation marks, each with the place of its first."""
    opened = None
    for match in _QUOTE.finditer(text, start, end):
        if opened is None:
            opened = match.start()
        else:
            yield opened, (opened, match.start())
            opened = None
    if opened is not None:
        yield opened, (opened, end)


def _paragraphs(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Blocks of lines that belong together: a line joins the one before when that was broken in mid-sentence."""
    start, previous = body, ""
    for match in re.compile(r"[^\n]*(?:\n|\Z)").finditer(text, body):
        line = match[0].strip()
        if match.start() > start and not _continues(previous, line):
            yield start, match.start()
            start = match.start()
        previous = line
    if start < len(text):
        yield start, len(text)


def _continues(previous: str, line: str) -> bool:
    wrapped = len(previous) >= _WRAPPED and not previous.endswith(_FINAL)
    return wrapped and line[:1].islower()


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, end):
        short = _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1)
        # "No." that stands alone is an answer.
        if short and text[start : match.start()].strip() != "No" and not _closes(text, match):
            continue
        if _STATE.search(text, max(start, match.start() - 6), match.start() + 1):
            continue
        if text[match.end()].isdigit() and _BEFORE_NUMBER.search(
            text, max(start, match.start() - 6), match.start() + 1
        ):
            continue
        if _DAY.fullmatch(text, start, match.start() + 1):
            # "3 March. The system is down": the day is that of the sentence behind it.
            continue
        yield start, match.end()
        start = match.end()
    yield start, end


def _closes(text: str, end: re.Match[str]) -> bool:
    """True for a legal form at the end of a sentence."""
    form = _FORM.search(text, max(0, end.start() - 5), end.start() + 1)
    return form is not None and _OPENING.match(text, end.end()) is not None


def _cut(text: str, whole: Sentence, end: int) -> Iterator[Sentence]:
    """The sentence that begins where `whole` does, in pieces when it is too long."""
    start = whole.start
    while start < end:
        stop = min(end, start + _LONGEST)
        if stop < end:
            space = text.rfind(" ", start, stop)
            stop = space if space > start else stop
        piece = text[start:stop]
        left = len(piece) - len(piece.lstrip())
        if _SAYING.search(piece):
            yield Sentence(piece.strip(), start + left, whole.paragraph, spoken=whole.spoken, speech=whole.speech)
        start = stop
