"""Cuts a text into sections and passages, each with the offsets at which it stands in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.works import Text
from bot.model import Passage, Section, Span

BULLET = re.compile(r"\s*[•‣▪*–-]\s+\S")
HEADING_LENGTH = 80
# A line that ends so is a sentence, however short; a heading ends in a letter, a digit or a bracket.
SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)\]\d[]*$")
BLANK = " \t\r\n\f\v\u00a0\ufeff"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list of the file: its stretch and the line (from 1) it begins on."""

    line: int
    span: Span


@dataclass(frozen=True, slots=True)
class Cut:
    """What a text was cut into."""

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]


def cut(text: Text) -> Cut:
    """The sections and passages of a text, in order; passages are numbered from 1."""
    sections: list[Section] = []
    passages: list[Passage] = []
    for block in _joined_lists(text.content, _blocks(text)):
        words = text.content[block.span.start : block.span.end]
        number = len(passages) + 1
        if is_heading(words):
            sections.append(Section(text.work.key, words, number))
        else:
            title = sections[-1].title if sections else ""
            passages.append(Passage(text.work.key, number, block.line, block.span.start, words, title))
    return Cut(tuple(sections), tuple(passages))


def is_heading(block: str) -> bool:
    """Whether a block is a heading: one short line that does not end as a sentence does."""
    return (
        len(block) <= HEADING_LENGTH
        and "\n" not in block
        and not SENTENCE_END.search(block)
        and not BULLET.match(block)
    )


def _blocks(text: Text) -> Iterator[Block]:
    lines = _lines(text.content, text.work.body)
    if text.work.layout == "lines":
        yield from lines
        return
    held: Block | None = None
    for block in lines:
        gap = text.content[held.span.end : block.span.start] if held else ""
        if held and gap.count("\n") == 1 and not _is_bullet(text.content, block):
            held = Block(held.line, Span(held.span.start, block.span.end))
        else:
            if held:
                yield held
            held = block
    if held:
        yield held


def _lines(content: str, body: int) -> Iterator[Block]:
    """The lines that hold something, from line `body` on, without the blanks around them."""
    start = 0
    for number, line in enumerate(content.split("\n"), 1):
        words = line.strip(BLANK)
        if words.strip() and number >= body:
            begin = start + line.index(words)
            yield Block(number, Span(begin, begin + len(words)))
        start += len(line) + 1


def _joined_lists(content: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Bulleted blocks joined to the paragraph that opens them: a list belongs to its sentence."""
    held: Block | None = None
    for block in blocks:
        opens = held and not is_heading(content[held.span.start : held.span.end])
        if held and opens and _is_bullet(content, block):
            held = Block(held.line, Span(held.span.start, block.span.end))
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _is_bullet(content: str, block: Block) -> bool:
    return bool(BULLET.match(content, block.span.start, block.span.end))
