"""Which kind of file it is, by its name, and the text that it holds."""

from __future__ import annotations

from pathlib import Path

from bot.corpus.extracting.epub import epub_text
from bot.corpus.extracting.extract import Extract
from bot.corpus.extracting.html import page_text
from bot.corpus.extracting.markdown import markdown_text
from bot.corpus.extracting.plain import plain_text
from bot.errors import BadInput

READERS = {".txt": plain_text, ".md": markdown_text, ".html": page_text}
EPUB = ".epub"
SAME = {".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html"}
ENDINGS = (*READERS, EPUB)


def kind_of(name: str) -> str:
    """The kind of a file, as its usual ending; BadInput for one that cannot be read here."""
    ending = Path(name).suffix.lower()
    kind = SAME.get(ending, ending)
    if kind not in ENDINGS:
        raise BadInput("add-kind", kinds=", ".join(ENDINGS))
    return kind


def extracted(kind: str, content: bytes, encoding: str = "") -> Extract:
    """The text of a file of a kind. BadInput where nothing can be read in it, or it is made to do harm."""
    if kind == EPUB and encoding:
        raise BadInput("add-encoding-told")
    extract = epub_text(content) if kind == EPUB else READERS[kind](content, encoding)
    if not extract.text.strip().strip("\ufeff"):
        raise BadInput("add-empty")
    return extract
