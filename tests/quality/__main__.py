"""Writes docs/search-quality.md from the labelled questions in tests/labels/, and docs/voices.md."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from bot.app.reading import open_library
from bot.cli.answers import Answers
from bot.cli.evaluation import DEPTH, Row, read_labels, score_queries, score_topics, table
from bot.config import HOME, Config
from bot.corpus.lexicon import read_lexicon
from bot.corpus.passages import cut
from bot.corpus.works import read_texts, read_works
from bot.i18n import Languages
from bot.library.library import Library
from bot.library.rules import RULES
from tests.quality import voices
from tests.quality.plain import Passage, engines
from tests.texts import DATA, SEEDS, Corpus, config

LABELS = HOME / "tests" / "labels"
PAGE = HOME / "docs" / "search-quality.md"


def main() -> None:
    """Measures everything anew and writes the pages."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(_page(Path(folder)), "utf-8")
    voices.PAGE.write_text(voices.page(), "utf-8")


def _page(folder: Path) -> str:
    settings = config(folder / "state")
    queries = read_labels(LABELS / "queries.json")
    topics = score_topics(read_labels(LABELS / "topics.json"), _answers(settings).positions().guarded)
    return TEMPLATE.format(
        count=len(queries),
        kinds=table(_ours(settings, queries)),
        topics=table(topics),
        plain=table([_all(name, score_queries(queries, ask)) for name, ask in engines(list(_passages())).items()]),
        rules=table(list(_ablations(settings, queries))),
        english=table(_english(folder / "english")),
        silent=_silent_terms(settings),
    )


def _ours(settings: Config, queries: list[dict[str, Any]], without: Collection[str] = ()) -> list[Row]:
    return score_queries(queries, _answers(settings, without).quotes("", DEPTH).guarded)


def _answers(settings: Config, without: Collection[str] = ()) -> Answers:
    return Answers(open_library(settings, without=without), Languages("nl"), "nl")


def _ablations(settings: Config, queries: list[dict[str, Any]]) -> Iterator[Row]:
    yield _all("all rules", _ours(settings, queries))
    for rule in RULES:
        yield _all(f"without {rule}", _ours(settings, queries, [rule]))
    yield _all("without any", _ours(settings, queries, RULES))


def _all(name: str, rows: list[Row]) -> Row:
    """The figures over all kinds, and how often an unanswerable question stays unanswered."""
    by_kind = {row.kind: row for row in rows}
    honest = by_kind["none"].figures["success@1"]
    return Row(name, by_kind["all"].count, {**by_kind["all"].figures, "unanswerable left so": honest})


def _passages() -> Iterator[Passage]:
    for text in read_texts(read_works(DATA), SEEDS):
        yield from ((f"{text.work.source}:{p.line}", p.text) for p in cut(text).passages)


def _english(folder: Path) -> list[Row]:
    corpus = Corpus(folder)
    corpus.clear()
    corpus.add("english", (LABELS / "english.txt").read_bytes(), "en", "Test Data")
    return _ours(corpus.config(), read_labels(LABELS / "english.json"))


def _silent_terms(settings: Config) -> str:
    """The concepts of the glossary that find nothing in the texts."""
    library: Library = open_library(settings)
    terms = read_lexicon(settings.data).terms
    silent = (term.title for term in terms.values() if not library.quote(f"{term.title}", limit=1).results)
    return ", ".join(sorted(silent, key=str.casefold))


TEMPLATE = """# How well questions are answered

Written by `make quality`; do not edit. The labels are in `tests/labels/`: {count} questions to the two Dutch works, as
members type them, each with the paragraphs that are about it (2) or touch it (1). *success@1*: how often the first
answer is one of those, or nothing is answered where the texts hold nothing. *nDCG@5*: how well the first five answers
are ordered. The rules were made while looking at some of these labels, so expect a little less on questions that
nobody here has seen. `tegenspraak evaluate FILE` gives the same table for any labelled file. A test holds these
figures above a floor.

## By kind of question

{kinds}

## What each author says on a topic

{topics}

## Plain engines on the same questions

{plain}

## What each rule of understanding earns

{rules}

## An English text

The same program over a text in English (`tests/labels/english.txt`), to show that nothing is tied to the two works.

{english}

## Concepts that find nothing

The glossary (`data/terms.toml`) knows these concepts, and the two works say nothing on them; a question about one is
answered so: {silent}.
"""

if __name__ == "__main__":
    main()
