"""Makes the filters over the words of each language that the reader of reports has rules for.

    pip install simplemma && python scripts/word_filters.py

The words are those that simplemma's dictionaries (MIT; from Wiktionary, UniMorph and other free lists) write in small
letters. A filter answers whether a word is among them; the words cannot be read out of it.
"""

from __future__ import annotations

from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.article.words import filled

_LEXICON = Path(__file__).parents[1] / "ingest" / "kedja_ingest" / "article" / "lexicon"


def main() -> None:
    """Writes `words.bloom` into the folder of each language."""
    for language in LANGUAGES:
        forms = DefaultDictionaryFactory().get_dictionary(language)
        words = {_text(word) for pair in forms.items() for word in pair}
        plain = [word for word in words if word.isalpha() and word == word.casefold()]
        content = filled(plain)
        (_LEXICON / language / "words.bloom").write_bytes(content)
        print(f"{language}: {len(plain):,} words, {len(content):,} bytes")


def _text(word: bytes | str) -> str:
    return word.decode() if isinstance(word, bytes) else word


if __name__ == "__main__":
    main()
