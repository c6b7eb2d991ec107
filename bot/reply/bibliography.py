"""Entries of a bibliography, as BibTeX and as CSL-JSON: one work, with the place in it that is cited."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.model import Work

# The types of CSL that a work may have, and what each is in BibTeX.
TYPES = {
    "document": "misc",
    "article": "unpublished",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "post-weblog": "misc",
    "report": "techreport",
    "speech": "misc",
    "thesis": "phdthesis",
    "webpage": "misc",
}
CONTAINERS = {"incollection": "booktitle", "article": "journal"}
BABEL = {"nl": "dutch", "en": "english", "de": "german", "fr": "french"}

# Braces become commands, since BibTeX counts them with a backslash before them too.
ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)
# An address stands as it is, but for what would end the field or is no part of an address.
IN_ADDRESS = str.maketrans({character: f"%{ord(character):02X}" for character in '\\{}"<> '})
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PARTICLES = re.compile(r"van|von|del?|de[rn]|della|di|da|dos|du|l[ae]s?|['’]t|ten?|ter|zur?|a[fv]")
# What BibTeX reads as more than a part of one name.
DIVIDES = re.compile(r",|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """What a bibliography asks of a work beyond its citation. Without `family` the author's name is divided by rule."""

    type: str = "document"
    container: str | None = None
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """An author. Without `given` the name is one that is not divided: an organisation's, or a single word."""

    family: str
    given: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a work, the place in it, and who speaks there, both in words. `key` names the place for ever."""

    key: str
    work: Work
    record: Record
    place: str
    note: str


def bibtex(item: Item) -> str:
    """The entry for LaTeX, in UTF-8; the title's capitals stay as they are."""
    work, kind = item.work, TYPES[item.record.type]
    fields = {"author": _bibtex_name(name_of(work, item.record)), "title": f"{{{_escaped(work.title)}}}"}
    if item.record.container:
        fields[CONTAINERS.get(kind, "howpublished")] = f"{{{_escaped(item.record.container)}}}"
    fields["year"] = str(work.year)
    if work.url:
        fields["url"] = _address(work.url)
    fields["langid"] = _escaped(BABEL.get(work.language, work.language))
    fields["note"] = _escaped(item.note)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{item.key},", *lines, "}"])


def csl(item: Item) -> str:
    """The entry for Zotero and the like: a list of one item of CSL's data schema."""
    work, record = item.work, item.record
    entry: dict[str, Any] = {
        "id": item.key,
        "type": record.type,
        "author": [_csl_name(name_of(work, record))],
        "title": work.title,
        "container-title": record.container,
        "issued": {"date-parts": [[work.year]]},
        "language": work.language,
        "URL": work.url,
        "locator": item.place,
        "note": item.note,
    }
    lines = [f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in entry.items() if value]
    return "[{\n" + ",\n".join(lines) + "\n}]"


def name_of(work: Work, record: Record) -> Name:
    """The author's name in its parts: as recorded, else the last word with the particles before it, and the rest."""
    if record.family:
        return Name(record.family, record.given)
    *first, last = work.author.split()
    while len(first) > 1 and PARTICLES.fullmatch(first[-1]):
        last = f"{first.pop()} {last}"
    return Name(last, " ".join(first) or None)


def _bibtex_name(name: Name) -> str:
    if name.given is None:
        return f"{{{_escaped(name.family)}}}"
    return ", ".join(_whole(part) for part in (name.family, name.given))


def _whole(part: str) -> str:
    return f"{{{_escaped(part)}}}" if DIVIDES.search(part) else _escaped(part)


def _csl_name(name: Name) -> dict[str, str]:
    if name.given is None:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given}


def _escaped(text: str) -> str:
    return CONTROL.sub("", " ".join(text.split())).translate(ESCAPES)


def _address(url: str) -> str:
    return CONTROL.sub("", url).translate(IN_ADDRESS)
