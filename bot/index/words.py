"""Stems: what the index holds of a word in each language."""

from __future__ import annotations

from functools import lru_cache

import tantivy

STEMMERS = {
    "nl": "dutch",
    "en": "english",
    "de": "german",
    "fr": "french",
}


def stem_field(language: str) -> str:
    """The field that holds the stems of a language; those without a stemmer share a plain one."""
    return f"stem_{language if language in STEMMERS else 'xx'}"


def analyser(language: str) -> tantivy.TextAnalyzer:
    """Stems the folded words that stand between spaces."""
    build = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    if language in STEMMERS:
        build = build.filter(tantivy.Filter.stemmer(STEMMERS[language]))
    return build.build()


@lru_cache(maxsize=8)
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    return analyser(language)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word, as the index holds it."""
    found = _stemmer(language).analyze(word)
    return found[0] if found else word
