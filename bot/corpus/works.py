"""Reads `works.toml` and the files that it names, and refuses what cannot be held to its word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.corpus.lexicon import read_toml
from bot.errors import CorpusError
from bot.model import Work
from bot.reply.bibliography import TYPES, Record

MAX_BYTES = 50_000_000
# Keys travel in the ids of buttons, which Discord limits to 100 characters.
KEY = re.compile(r"[a-z][a-z0-9-]{0,23}")
LAYOUTS = ("lines", "blocks")
Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Text:
    """A work together with its file's characters, decoded and otherwise untouched."""

    work: Work
    content: str


def read_works(data: Path) -> tuple[Work, ...]:
    """The works that `works.toml` in the folder `data` lists, in its order."""
    return tuple(_listed(data, _work).values())


def read_records(data: Path) -> Mapping[str, Record]:
    """What a bibliography asks of each work that `works.toml` lists, by the work's key."""
    return _listed(data, _record)


def read_texts(works: tuple[Work, ...], seeds: Path) -> Iterator[Text]:
    """Each work with its text, checked against its sha256, one at a time."""
    for work in works:
        yield Text(work, read_text(seeds / work.source, work.sha256))


def check_texts(works: tuple[Work, ...], seeds: Path) -> None:
    """Refuses the start where a file is not byte for byte the one that its work was reviewed from."""
    for work in works:
        _checked_bytes(seeds / work.source, work.sha256)


def read_text(file: Path, sha256: str) -> str:
    """The file's characters, with no newline translated and a BOM counted as one."""
    try:
        text = _checked_bytes(file, sha256).decode("utf-8")
    except UnicodeDecodeError as e:
        raise CorpusError("text-not-utf8", file=file.name, byte=e.start) from None
    if not text.strip().strip("\ufeff"):
        raise CorpusError("text-empty", file=file.name)
    return text


def _checked_bytes(file: Path, sha256: str) -> bytes:
    content = _bytes(file)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise CorpusError("text-changed", file=file.name)
    return content


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CorpusError("text-too-large", file=file.name, limit=MAX_BYTES // 1_000_000)
        return file.read_bytes()
    except FileNotFoundError:
        raise CorpusError("text-missing", file=file.name) from None
    except OSError as e:
        raise CorpusError("text-unreadable", file=file.name, reason=str(e.strerror)) from None


def _listed(data: Path, read: Callable[[str, Mapping[str, Any]], Fact]) -> dict[str, Fact]:
    file = data / "works.toml"
    try:
        return {key: read(key, facts) for key, facts in read_toml(file)["works"].items()}
    except (KeyError, TypeError, AttributeError) as e:
        raise CorpusError("data-unreadable", file=file.name, reason=str(e)) from e


def _record(key: str, facts: Mapping[str, Any]) -> Record:
    kind = facts.get("type", "document")
    if kind not in TYPES:
        raise CorpusError("work-type", work=key, types=", ".join(TYPES))
    return Record(kind, facts.get("container"), facts.get("family"), facts.get("given"))


def _work(key: str, facts: Mapping[str, Any]) -> Work:
    if not KEY.fullmatch(key):
        raise CorpusError("work-key", work=key)
    if facts.get("layout", "lines") not in LAYOUTS:
        raise CorpusError("work-layout", work=key)
    if Path(facts["file"]).name != facts["file"]:
        raise CorpusError("work-file", work=key)
    return Work(
        key=key,
        author=facts["author"],
        author_key=facts.get("author_key", key),
        title=facts["title"],
        year=facts["year"],
        language=facts["language"],
        source=facts["file"],
        sha256=facts["sha256"],
        body=facts.get("body", 1),
        layout=facts.get("layout", "lines"),
        rights=facts["rights"],
        citation=facts["citation"],
        url=facts.get("url"),
        published=facts.get("published"),
    )
