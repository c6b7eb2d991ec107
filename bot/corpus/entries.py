"""The entries of the map of voices as they stand in its file, for whoever is to mend one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.lexicon import read_bytes, read_toml
from bot.corpus.utterances import FILE
from bot.errors import CorpusError
from bot.model import Span

HEAD = re.compile(r"^\[\[span\]\]\s*$")


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """An entry of the map: the work and stretch that it is about, and the `line` (from 1) where its `text` begins."""

    work: str
    span: Span
    line: int
    text: str


def read_entries(data: Path) -> list[VoiceEntry]:
    """The entries of the map in the folder `data`, in the order of the file."""
    read = read_toml(data / FILE).get("span", ())
    written = list(_written(read_bytes(data / FILE).decode("utf-8")))
    try:
        return [
            VoiceEntry(of["work"], Span(of["start"], of["end"]), line, text)
            for of, (line, text) in zip(read, written, strict=True)
        ]
    except (KeyError, TypeError, ValueError) as e:
        raise CorpusError("data-unreadable", file=FILE, reason=str(e)) from e


def _written(content: str) -> Iterator[tuple[int, str]]:
    """Each entry with the number of its first line; one ends with its last line that says something."""
    lines = content.split("\n")
    heads = [at for at, line in enumerate(lines) if HEAD.match(line)]
    for head, following in zip(heads, [*heads[1:], len(lines)], strict=True):
        said = [line for line in lines[head:following] if line.strip() and not line.startswith("#")]
        yield head + 1, "\n".join(said)
