"""Builds an index beside the one in use and swaps it in by rename, so that a kill leaves either the old or the new."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy

from bot.index.schema import document, register, schema
from bot.model import Passage, Section, Work

FACTS = "facts.json"
HEAP = 128_000_000
THREADS = 1
"""One writer thread keeps the order of documents, and with it every tie in a ranking, the same in each build."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A work with all that the index is to hold of it."""

    work: Work
    sections: tuple[Section, ...]
    passages: Iterable[Passage]


Progress = Callable[[int], None]


def silent(done: int) -> None:
    """Tells nobody how far the build is."""


def build(folder: Path, chapters: Iterable[Chapter], languages: Iterable[str], progress: Progress) -> None:
    """Writes the index into `folder`; until it is whole it has another name. `progress` hears of each passage."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        _write(draft, chapters, tuple(languages), progress)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def remove_others(folder: Path) -> None:
    """Removes indexes of older texts and what interrupted builds left. Open ones stay readable until closed."""
    for other in folder.parent.iterdir():
        if other != folder and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)


def _write(draft: Path, chapters: Iterable[Chapter], languages: tuple[str, ...], progress: Progress) -> None:
    index = tantivy.Index(schema(languages), path=str(draft))
    register(index, languages)
    writer = index.writer(heap_size=HEAP, num_threads=THREADS)
    facts = {}
    for chapter in chapters:
        count = 0
        for passage in _counted(chapter.passages, progress):
            writer.add_document(document(chapter.work, passage))
            count += 1
        facts[chapter.work.key] = {
            "passages": count,
            "sections": [[section.title, section.first] for section in chapter.sections],
        }
    writer.commit()
    writer.wait_merging_threads()
    (draft / FACTS).write_text(json.dumps(facts, ensure_ascii=False), "utf-8")


def _counted(passages: Iterable[Passage], progress: Progress) -> Iterator[Passage]:
    for passage in passages:
        yield passage
        progress(1)


def _swap(draft: Path, folder: Path) -> None:
    """Moves the draft to its place; a folder that stands there did not open, or `build` would not have been called."""
    if folder.exists():
        folder.rename(draft.with_name(f"{draft.name}-replaced"))
    draft.rename(folder)
