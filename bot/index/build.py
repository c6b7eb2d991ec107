"""Builds an index beside the one in use and swaps it in by rename, so that a kill leaves either the old or the new."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import tantivy

from bot.corpus.lexicon import Lexicon, kept
from bot.corpus.utterances import Utterance, Utterances
from bot.corpus.utterances import kept as kept_utterances
from bot.corpus.words import folded_words
from bot.index.enrich import Enricher, speakers
from bot.index.schema import document, register, schema
from bot.index.vocabulary import Known, write_vocabulary
from bot.model import Passage, Section, Work

FACTS, LEXICON, VOICES = "facts.json", "lexicon.json", "voices.json"
HEAP = 128_000_000
THREADS = 1
"""One writer thread keeps the order of documents, and with it every tie in a ranking, the same in each build."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A work with all that the index is to hold of it."""

    work: Work
    sections: tuple[Section, ...]
    passages: Iterable[Passage]
    utterances: Sequence[Utterance] = ()


Progress = Callable[[int], None]


def silent(done: int) -> None:
    """Tells nobody how far the build is."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an index is built from. `chapters` is read twice: once for the words, once for the passages.

    The lexicon and the map of voices are kept with the index, as reading them anew takes longer than opening it.
    """

    languages: tuple[str, ...]
    lexicon: Lexicon
    utterances: Utterances
    chapters: Callable[[], Iterable[Chapter]]


def build(folder: Path, source: Source, progress: Progress) -> None:
    """Writes the index into `folder`; until it is whole it has another name. `progress` hears of each passage."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _write(draft, source, progress)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def remove_others(folder: Path) -> None:
    """Removes indexes of older texts and what interrupted builds left. Open ones stay readable until closed."""
    for other in folder.parent.iterdir():
        if other != folder and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)


def _write(draft: Path, source: Source, progress: Progress) -> None:
    enrichers = _enrichers(source)
    index = tantivy.Index(schema(source.languages), path=str(draft))
    register(index, source.languages)
    writer = index.writer(heap_size=HEAP, num_threads=THREADS)
    facts = {}
    for chapter in source.chapters():
        enricher, count = enrichers[chapter.work.language], 0
        for passage in _counted(chapter.passages, progress):
            words = folded_words(passage.text)
            extra = f"{enricher.tokens(words)} {speakers(passage, chapter.utterances)}"
            writer.add_document(document(chapter.work, passage, words, extra))
            count += 1
        sections = [[section.title, section.first] for section in chapter.sections]
        facts[chapter.work.key] = {"passages": count, "sections": sections}
    with ThreadPoolExecutor(1) as beside:
        vocabulary = beside.submit(write_vocabulary, draft, _known(enrichers, source.lexicon))
        writer.commit()
        writer.wait_merging_threads()
        vocabulary.result()
    (draft / LEXICON).write_text(json.dumps(kept(source.lexicon), ensure_ascii=False), "utf-8")
    (draft / VOICES).write_text(json.dumps(kept_utterances(source.utterances), ensure_ascii=False), "utf-8")
    (draft / FACTS).write_text(json.dumps(facts, ensure_ascii=False), "utf-8")


def _enrichers(source: Source) -> dict[str, Enricher]:
    """An enricher for each language, over the words that the texts of that language hold."""
    counts: dict[str, Counter[str]] = {language: Counter() for language in source.languages}
    for chapter in source.chapters():
        for passage in chapter.passages:
            counts[chapter.work.language].update(folded_words(passage.text))
    return {language: Enricher(source.lexicon, language, of) for language, of in counts.items()}


def _known(enrichers: dict[str, Enricher], lexicon: Lexicon) -> Iterator[Known]:
    """Every word of the texts with its count over all languages, then those of names and terms."""
    totals: Counter[str] = Counter()
    parts: dict[str, tuple[str, ...]] = {}
    for enricher in enrichers.values():
        totals.update(enricher.counts)
        parts.update({word: enricher.parts(word) for word in enricher.counts})
    for word, count in totals.items():
        yield Known(word, count, parts[word])
    for word in sorted((lexicon.names.words | lexicon.glossary.words) - totals.keys()):
        yield Known(word, 0)


def _counted(passages: Iterable[Passage], progress: Progress) -> Iterator[Passage]:
    for passage in passages:
        yield passage
        progress(1)


def _swap(draft: Path, folder: Path) -> None:
    """Moves the draft to its place; a folder that stands there did not open, or `build` would not have been called."""
    if folder.exists():
        folder.rename(draft.with_name(f"{draft.name}-replaced"))
    draft.rename(folder)
