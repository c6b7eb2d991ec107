"""Bytes into characters. Nothing is guessed: a wrong guess would put other characters into an author's mouth."""

from __future__ import annotations

import codecs
import re

from bot.errors import BadInput

# By Python's names; the Web's readers take what is called Latin-1 for Windows-1252, and so do we.
ENCODINGS = frozenset(
    {
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "gb18030", "big5"),
        *("shift_jis", "euc_jp", "euc_kr"),
        *(f"cp{number}" for number in (437, 850, *range(1250, 1259))),
        *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
    }
)
LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A page says in its first bytes what it is in.
HEAD = 2048
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# All control characters but those that are white space: no text holds them, and programs stumble over them.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def characters(content: bytes, encoding: str = "", declared: str = "") -> str:
    """The characters of a text: in the `encoding` that a person names, else by its mark, else as it is `declared`.

    UTF-8 where nothing says otherwise. BadInput where it is none of these, or no text at all.
    """
    name = _known(encoding) or _marked(content) or _known(declared) or "utf-8"
    try:
        text = content.decode(name)
    except UnicodeDecodeError as e:
        if encoding or b"\0" not in content:
            raise BadInput("add-encoding", encoding=name, byte=e.start) from None
        raise BadInput("add-binary", line=1) from None
    return written(text)


def written(text: str) -> str:
    """The same text; BadInput where it holds what is no writing."""
    if found := CONTROL.search(text):
        raise BadInput("add-binary", line=text.count("\n", 0, found.start()) + 1)
    return text


def declared_in(page: bytes) -> str:
    """The encoding that an HTML page declares, "" where it declares none."""
    found = DECLARED.search(page[:HEAD])
    return found[1].decode("ascii") if found else ""


def _marked(content: bytes) -> str:
    return next((name for mark, name in BOMS if content.startswith(mark)), "")


def _known(name: str) -> str:
    """What Python calls an encoding of texts; BadInput for any other."""
    if not name:
        return ""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        found = ""
    if found in LATIN:
        return "cp1252"
    if found not in ENCODINGS:
        raise BadInput("add-encoding-unknown")
    return found
