"""The text of an EPUB: of the documents that its spine lists, in their order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from bot.corpus.extracting.archive import Archive
from bot.corpus.extracting.encodings import written
from bot.corpus.extracting.extract import Extract
from bot.corpus.extracting.page import Page
from bot.corpus.extracting.walker import Walker
from bot.corpus.extracting.xml import Element, elements, read
from bot.errors import BadInput

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
XHTML = "application/xhtml+xml"
# Fonts may be made unusable outside the book; of text that is done to lock it.
OF_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
# A table of contents repeats headings, and is no running text.
AROUND = frozenset({"nav"})


def epub_text(content: bytes) -> Extract:
    """The text of a book; BadInput where it is locked, broken, or made to do harm."""
    archive, page = Archive(content), Page()
    _check_unlocked(archive)
    package = _package(archive)
    listed = elements(archive.read(package), package)
    for part in _spine(listed, posixpath.dirname(package)):
        read(archive.read(part), _Document(Walker(page, AROUND)), part)
        page.end()
    languages = [of.text.strip() for of in listed if of.tag == "language" and of.text.strip()]
    extract = page.extract(languages[0] if languages else "")
    written(extract.text)
    return extract


class _Document:
    """Hands on what stands in a document's body."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._passed: list[bool] = []

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._passed.append(self._walker.begin(tag.lower(), attributes))

    def end(self, tag: str) -> None:
        self._walker.end(tag.lower(), passed=self._passed.pop())

    def words(self, text: str) -> None:
        self._walker.words(text)


def _check_unlocked(archive: Archive) -> None:
    if ENCRYPTION not in archive:
        return
    methods = [of.attributes for of in elements(archive.read(ENCRYPTION), ENCRYPTION) if of.tag == "EncryptionMethod"]
    if any(of.get("Algorithm") not in OF_FONTS for of in methods):
        raise BadInput("add-locked")


def _package(archive: Archive) -> str:
    """The name of the document that says what the book consists of."""
    listed = elements(archive.read(CONTAINER), CONTAINER)
    named = [of.attributes.get("full-path", "") for of in listed if of.tag == "rootfile"]
    if not named:
        raise BadInput("add-epub-broken", part=CONTAINER)
    return named[0]


def _spine(listed: list[Element], folder: str) -> Iterator[str]:
    """The names of the documents to be read, one after another."""
    items = {of.attributes.get("id"): of.attributes for of in listed if of.tag == "item"}
    for of in listed:
        if of.tag != "itemref" or of.attributes.get("linear") == "no":
            continue
        item = items.get(of.attributes.get("idref"))
        if item is None:
            raise BadInput("add-epub-lacks", part=of.attributes.get("idref", "")[:100])
        if item.get("media-type") == XHTML and "nav" not in item.get("properties", "").split():
            yield posixpath.normpath(posixpath.join(folder, unquote(urlsplit(item.get("href", "")).path)))
