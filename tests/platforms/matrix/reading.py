"""Reads messages as a Matrix client does: HTML of the tags that the specification allows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.platforms.matrix.rendering import Body

# Of the tags that clients are told to show, those that the bot has a use for.
TAGS = {"p", "h4", "blockquote", "pre", "code", "strong", "a", "br"}
EMPTY = {"br"}


@dataclass
class Read:
    """The text of a message's HTML, what of it stands in each tag, and where its links lead."""

    text: str = ""
    inside: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Fails where there is a tag, an attribute or a nesting that nobody wrote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else []), attrs
        self.read.links += [value or "" for _, value in attrs]
        if tag in EMPTY:
            self.read.text += "\n"
        else:
            self._open.append((tag, len(self.read.text)))

    def handle_endtag(self, tag: str) -> None:
        opened, start = self._open.pop()
        assert opened == tag
        self.read.inside.append((tag, self.read.text[start:]))

    def handle_data(self, data: str) -> None:
        self.read.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def done(self) -> Read:
        self.close()
        assert not self._open
        return self.read


def read(html: str) -> Read:
    """What a client reads in a message's HTML."""
    reader = _Reader()
    reader.feed(html)
    return reader.done()


def quoted(bodies: list[Body]) -> str:
    """What stands in quotation blocks, from top to bottom."""
    found = (read(body.html).inside for body in bodies)
    return "".join(text for inside in found for tag, text in inside if tag == "blockquote")
