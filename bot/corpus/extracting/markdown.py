"""The text of a Markdown file: what a reader sees of the page that it makes."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from bot.corpus.extracting.encodings import characters
from bot.corpus.extracting.extract import Extract
from bot.corpus.extracting.html import text_of
from bot.errors import BadInput

# What stands between two rules at the very top is about the text, and no part of it.
FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
# Deeper than this is refused below; by itself the parser would leave it out.
NESTING = 10_000


def markdown_text(content: bytes, encoding: str = "") -> Extract:
    """The text of a Markdown file; BadInput where it is nested too deeply."""
    markup = characters(content, encoding)
    front = FRONT.match(markup)
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table")
    try:
        return text_of(parser.render(markup[front.end() if front else 0 :].removeprefix("\ufeff")))
    except RecursionError:
        raise BadInput("add-nested") from None
