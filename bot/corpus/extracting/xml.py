"""Reads XML that a stranger may have made: what declares an entity is refused, and nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.entities import html5
from typing import NoReturn, Protocol
from xml.parsers import expat

from bot.errors import BadInput

NAMESPACES = " "


class Reader(Protocol):
    """Who hears of elements, by their names without namespaces."""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> object:
        """An element begins."""

    def end(self, tag: str) -> object:
        """An element ends."""

    def words(self, text: str) -> object:
        """What stands in it."""


def read(content: bytes, reader: Reader, part: str) -> None:
    """Reads a document of that name; BadInput where it is not well formed or declares entities."""
    parser = expat.ParserCreate(namespace_separator=NAMESPACES)
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, found: reader.begin(_local(tag), {_local(of): found[of] for of in found})
    parser.EndElementHandler = lambda tag: reader.end(_local(tag))
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = _refuse
    # A page may name the entities of HTML; where it says that they stand is read as an empty file.
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    parser.UseForeignDTD(True)
    parser.ExternalEntityRefHandler = lambda context, *_: parser.ExternalEntityParserCreate(context).Parse(b"", True)
    parser.SkippedEntityHandler = lambda name, _: reader.words(_entity(name, part))
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise BadInput("add-epub-broken", part=part[:100]) from None


def _refuse(*_: object) -> NoReturn:
    raise BadInput("add-entities")


def _entity(name: str, part: str) -> str:
    if f"{name};" not in html5:
        raise BadInput("add-epub-broken", part=part[:100])
    return html5[f"{name};"]


def _local(name: str) -> str:
    return name.rpartition(NAMESPACES)[2]


@dataclass(slots=True)
class Element:
    """An element of a short document, with the words that stand in it itself."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass(slots=True)
class _Listing:
    found: list[Element] = field(default_factory=list)
    opened: list[Element] = field(default_factory=list)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.opened.append(Element(tag, attributes))
        self.found.append(self.opened[-1])

    def end(self, tag: str) -> None:
        self.opened.pop()

    def words(self, text: str) -> None:
        if self.opened:
            self.opened[-1].text += text


def elements(content: bytes, part: str) -> list[Element]:
    """All elements of a document, in the order in which they begin."""
    listing = _Listing()
    read(content, listing, part)
    return listing.found
